package io.arbiter.server.watch;

import java.time.Duration;

/**
 * Bounds of the watches of one node.
 *
 * @param watches how many at once
 * @param bufferedEvents events that wait for one watcher beyond the history that it requested
 * @param revisionsAhead revisions ahead of this node's state at which a watch may start: another node may be ahead of
 *     this one
 * @param progress the silence after which a watcher receives a progress report
 */
public record WatchLimits(int watches, int bufferedEvents, long revisionsAhead, Duration progress) {
    public static final WatchLimits DEFAULT = new WatchLimits(10_000, 10_000, 100_000, Duration.ofSeconds(3));
}
