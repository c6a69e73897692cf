/**
 * Reads. A linearizable read waits until a majority has confirmed the leader after it arrived, and until this node has
 * applied every entry committed by then; the read writes nothing. Ratis's own linearizable reads were seen to be stale.
 * Reads that need the leader's clock (the time until a lease may expire) go to the leader; records are read on any
 * node, which asks the leader for the index that it must have applied.
 */
package io.arbiter.server.read;
