package io.arbiter.chaos.power;

import io.arbiter.chaos.power.disk.Lie;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A fault that the servers once had, put back: by a disk that lies about the syncs that were missing, or by the class
 * as it was, which is compiled and put before the others.
 */
enum PutBack {
    FORGOTTEN_VOTE(
            "votes rest on a name that is not durable",
            Lie.NAME_OF_VOTE,
            List.of(),
            "raft-meta says term|two leaders|another node entry|lacks",
            60),
    LOST_SEGMENT(
            "a node whose open log segment is gone starts and votes",
            Lie.NONE,
            List.of("lost-segment/LogCheck"),
            "starts and may vote",
            40),
    FAILED_SYNC(
            "what a failed sync left is forced, not written anew",
            Lie.NONE,
            List.of("failed-sync/StartupSync"),
            "does not start|lacks",
            150),
    LOST_SNAPSHOT(
            "a leader's snapshot is not forced", Lie.INSTALLED_SNAPSHOT, List.of(), "does not start.*snapshot", 50),
    TORN_MIDDLE(
            "a last record with a hole counts as damage",
            Lie.NONE,
            List.of("torn-middle/SegmentScan"),
            "does not start.*damaged at byte",
            100);

    private final String what;
    private final Lie lie;
    private final List<String> classes;
    private final Pattern conviction;
    private final int seeds;

    PutBack(String what, Lie lie, List<String> classes, String conviction, int seeds) {
        this.what = what;
        this.lie = lie;
        this.classes = classes;
        this.conviction = Pattern.compile(conviction, Pattern.DOTALL);
        this.seeds = seeds;
    }

    static Optional<PutBack> named(String label) {
        return Arrays.stream(values())
                .filter(each -> each.label().equals(label))
                .findFirst();
    }

    String label() {
        return name().toLowerCase().replace('_', '-');
    }

    /** For people. */
    String what() {
        return what;
    }

    Lie lie() {
        return lie;
    }

    /** The classes as they were: resources below {@code put-back/}, named as in their package. */
    List<String> classes() {
        return classes;
    }

    /** Within so many. */
    int seeds() {
        return seeds;
    }

    boolean isConvictedBy(List<String> violations) {
        return violations.stream()
                .anyMatch(violation -> conviction.matcher(violation).find());
    }
}
