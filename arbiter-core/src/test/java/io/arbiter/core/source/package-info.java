/** Tests over the source text: what the compiler cannot forbid. */
package io.arbiter.core.source;
