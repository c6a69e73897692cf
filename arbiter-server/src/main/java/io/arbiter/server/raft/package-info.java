/**
 * The replicated log on top of Apache Ratis: its settings, the thin state machine adapter, and an answer to each of
 * the library's traps. The only package that may import {@code org.apache.ratis}; nothing of it leaks out.
 */
package io.arbiter.server.raft;
