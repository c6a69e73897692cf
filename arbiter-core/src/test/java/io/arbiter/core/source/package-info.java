/** Tests over the source text, for rules that the compiler cannot enforce. */
package io.arbiter.core.source;
