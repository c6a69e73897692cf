/**
 * Calls that this node cannot answer go to the leader, one hop and never further. A call that was never sent is
 * definitely not done; one whose answer was lost may be. {@link io.arbiter.server.forward.Peers} is the seam to their
 * carrier: over gRPC, one stream to the leader.
 */
package io.arbiter.server.forward;
