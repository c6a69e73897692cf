/** Writes, keeps and finds snapshots of the replicated state. */
package io.arbiter.server.raft.snapshot;
