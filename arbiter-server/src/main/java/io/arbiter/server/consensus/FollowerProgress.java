package io.arbiter.server.consensus;

import java.time.Duration;

/**
 * A follower's progress, as far as the leader knows it.
 *
 * @param node the follower's name
 * @param matchIndex the last log index known to be on its disk; -1 if unknown
 * @param lag committed entries that it is not known to have; 0 or more
 * @param silence since its last answer
 */
public record FollowerProgress(String node, long matchIndex, long lag, Duration silence) {}
