/** What a run leaves behind: files, and lines while it goes on. */
package io.arbiter.chaos.bench.output;
