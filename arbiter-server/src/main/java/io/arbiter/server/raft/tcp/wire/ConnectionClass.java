package io.arbiter.server.raft.tcp.wire;

/** The purpose of a connection. */
public enum ConnectionClass {
    /** Votes and heartbeats: short, and never to wait behind megabytes on a slow link. */
    CONTROL,
    /** Log entries and snapshots. */
    BULK
}
