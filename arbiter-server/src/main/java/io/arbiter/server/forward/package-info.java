/**
 * Calls that this node cannot answer go to the leader, over one stream per peer, one hop and never further. A call that
 * was never sent is definitely not done; one that was sent on a connection that broke may be.
 */
package io.arbiter.server.forward;
