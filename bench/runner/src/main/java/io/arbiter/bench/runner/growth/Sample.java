package io.arbiter.bench.runner.growth;

/**
 * One look at a server.
 *
 * @param atSeconds since the first renewal
 * @param dataBytes of the data directory: log, including space allocated ahead, and snapshots
 * @param residentBytes of the process, before any collection that this sample asks for
 * @param heapBytes in use right after a collection; null in a sample without one
 * @param appliedIndex of the last entry
 * @param snapshotIndex of the last snapshot; -1 before the first
 * @param logStart index of the oldest entry in the log; rises when the log is purged
 * @param leads whether it leads
 */
record Sample(
        double atSeconds,
        long dataBytes,
        long residentBytes,
        Long heapBytes,
        long appliedIndex,
        long snapshotIndex,
        long logStart,
        boolean leads) {}
