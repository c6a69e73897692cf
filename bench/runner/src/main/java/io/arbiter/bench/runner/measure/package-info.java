/** Closed loops, histograms, and the servers' use of the machine meanwhile. Independent of leases. */
package io.arbiter.bench.runner.measure;
