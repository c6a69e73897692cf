/** Start-up times and memory of servers with many leases, and whether their snapshots delay clients. */
package io.arbiter.bench.runner.start;
