/**
 * The nodes' way to each other: the library's remote calls as frames on TCP connections. Made for few hand-overs
 * between threads, since a wake-up costs more here than what is done after it: whoever has something to send writes it
 * to the socket itself, and what arrives is handled on the thread that read it.
 *
 * <p>Between each pair of nodes there are two connections in each direction, see {@link Lane}.
 */
package io.arbiter.server.raft.tcp;
