package io.arbiter.server;

import io.arbiter.server.consensus.FollowerProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Finds the followers that a leader has lost or found again since the last call. One thread at a time. */
final class FollowerChanges {
    /** A follower answers at least each half second and a round trip. */
    static final Duration LOST_AFTER = Duration.ofSeconds(3);

    /** The time since which a follower is this leader's: a new leader may not have had any answer yet. */
    private final Map<String, Instant> followersSince = new TreeMap<>();
    /** The lost followers' last answers. */
    private final Map<String, Instant> lastAnswers = new TreeMap<>();

    /**
     * The changes, a sentence each.
     *
     * @param followers none on a node that does not lead, which then forgets the followers that it had lost
     * @param addresses of the members' logs by name
     * @param now for people
     */
    List<String> since(List<FollowerProgress> followers, Map<String, String> addresses, Instant now) {
        List<String> names = followers.stream().map(FollowerProgress::node).toList();
        lastAnswers.keySet().retainAll(names);
        followersSince.keySet().retainAll(names);
        List<String> changes = new ArrayList<>();
        for (FollowerProgress follower : followers) {
            String name = "follower " + follower.node() + " at " + addresses.get(follower.node());
            Instant since = followersSince.computeIfAbsent(follower.node(), made -> now);
            boolean silent = follower.silence().compareTo(LOST_AFTER) >= 0 && !now.isBefore(since.plus(LOST_AFTER));
            if (silent && !lastAnswers.containsKey(follower.node())) {
                lastAnswers.put(follower.node(), now.minus(follower.silence()));
                changes.add(name + " is lost: no answer since " + lastAnswers.get(follower.node()));
            } else if (!silent && lastAnswers.containsKey(follower.node())) {
                Duration silence = Duration.between(lastAnswers.remove(follower.node()), now);
                changes.add(name + " is back after " + silence.toSeconds() + " s");
            }
        }
        return changes;
    }
}
