/** The network between nodes and clients: late, lossy, repeating, cut, as the run wants it. */
package io.arbiter.chaos.bench.net;
