/** {@code bench/growth}: whether the servers' logs and heaps grow while sessions are renewed at a steady rate. */
package io.arbiter.bench.runner.growth;
