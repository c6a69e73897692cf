/**
 * The replicated log on top of Apache Ratis: its settings, the thin state machine adapter, and an answer to each of the
 * library's traps. With the packages below it the only one that may import {@code org.apache.ratis}; no Ratis type
 * leaks out but to a transport, see {@code transport}.
 */
package io.arbiter.server.raft;
