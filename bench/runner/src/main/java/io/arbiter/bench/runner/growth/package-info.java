/** {@code bench/growth}: growth of the servers' logs and heaps while sessions are renewed at a steady rate. */
package io.arbiter.bench.runner.growth;
