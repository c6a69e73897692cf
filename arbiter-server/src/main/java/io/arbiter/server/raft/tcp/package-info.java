/**
 * The nodes' way to each other: the library's remote calls as frames on TCP connections. Made for few hand-overs
 * between threads, because a wake-up costs more here than the work after it: the sending thread writes to the socket
 * itself, and a message is handled on the thread that read it.
 *
 * <p>Between each pair of nodes there are two connections in each direction, see {@link ConnectionClass}.
 */
package io.arbiter.server.raft.tcp;

import io.arbiter.server.raft.tcp.wire.ConnectionClass;
