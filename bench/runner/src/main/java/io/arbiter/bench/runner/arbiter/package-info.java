/** Arbiter as it takes part: its servers as processes, its own client library. */
package io.arbiter.bench.runner.arbiter;
