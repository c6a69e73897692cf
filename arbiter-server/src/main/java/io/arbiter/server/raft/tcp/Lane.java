package io.arbiter.server.raft.tcp;

/** What a connection is for. */
enum Lane {
    /** Votes and heartbeats: short, and never to wait behind megabytes on a slow link. */
    CONTROL,
    /** Log entries and snapshots. */
    BULK
}
