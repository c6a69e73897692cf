/** Closed loops, histograms, and what the servers used meanwhile. Knows nothing of leases. */
package io.arbiter.bench.runner.measure;
