/** The leader's half of replication to one follower: appends in a pipeline, heartbeats beside them, snapshots. */
package io.arbiter.server.raft.tcp.append;
