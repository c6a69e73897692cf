package io.arbiter.server.watch;

import java.time.Duration;

/**
 * Bounds of the watches of one node.
 *
 * @param watches how many at once
 * @param bufferedEvents events that wait for one watcher beyond what it asked to catch up with
 * @param revisionsAhead how far ahead of this node's state a watch may begin: another node may be ahead of this one
 * @param progress after so much silence, a watcher is told how far it has got
 */
public record WatchLimits(int watches, int bufferedEvents, long revisionsAhead, Duration progress) {
    public static final WatchLimits DEFAULT = new WatchLimits(10_000, 10_000, 100_000, Duration.ofSeconds(3));
}
