/**
 * A holder process: the clients of one region, with the real library, and the tape on which each writes its requests
 * and answers. Driven by lines on its standard input; see {@link io.arbiter.chaos.cluster.holder.HolderMain}.
 */
package io.arbiter.chaos.cluster.holder;
