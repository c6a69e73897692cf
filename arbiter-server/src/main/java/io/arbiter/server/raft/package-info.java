/**
 * The replicated log on top of Apache Ratis: its settings, the thin state machine adapter, and an answer to each of
 * the library's traps. With {@code tcp} below it the only package that may import {@code org.apache.ratis}; nothing of
 * it leaks out but to a transport: {@link io.arbiter.server.raft.RaftTransport}, {@link
 * io.arbiter.server.raft.Entrance}.
 */
package io.arbiter.server.raft;
