/** Output of a run: files, and lines while it goes on. */
package io.arbiter.chaos.bench.output;
