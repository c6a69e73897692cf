/** The network between nodes and clients: late, lossy, repeating, cut, as the run requires. */
package io.arbiter.chaos.bench.net;
