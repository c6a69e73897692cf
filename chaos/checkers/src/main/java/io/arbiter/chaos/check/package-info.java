/** What a history must satisfy. Each checker is one file; none knows how the history came about. */
package io.arbiter.chaos.check;
