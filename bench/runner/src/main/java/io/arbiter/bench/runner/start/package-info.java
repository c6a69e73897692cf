/** How long servers with many leases take to start, what they weigh, and whether their snapshots hold up clients. */
package io.arbiter.bench.runner.start;
