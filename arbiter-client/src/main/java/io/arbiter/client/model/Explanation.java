package io.arbiter.client.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The conditions between a region, or any newcomer, and a grant.
 *
 * @param resource the resource
 * @param status who holds it, and who waits
 * @param conditions in the order in which they have to pass; empty if a request would be granted now
 */
public record Explanation(String resource, LeaseStatus status, List<Condition> conditions) {

    /** Copies the list. */
    public Explanation {
        conditions = List.copyOf(conditions);
    }

    /**
     * A condition that has to pass before a grant.
     *
     * @param code the kind of condition, for programs
     * @param detail one sentence for people
     * @param earliest the earliest time, from the answer on, at which it can pass by itself; empty if that takes
     * an act
     */
    public record Condition(Code code, String detail, Optional<Duration> earliest) {}

    /** The kinds of conditions. */
    public enum Code {
        /** No session of the region is open. */
        NO_SESSION,
        /** The region has sessions, and none of them waits for the resource. */
        NO_WAITER,
        /** The holder was asked to hand the lease to another session. */
        HANDOVER_PENDING,
        /** Another session holds the lease. */
        HELD,
        /** The resource is in its lock-delay, since its holder died. */
        LOCK_DELAY,
        /** Other sessions wait in front. */
        QUEUED_BEHIND,
        /** The policy forbids the region to hold the resource. */
        OUTSIDE_POLICY,
        /** The last lease was not released in another region, and failover is manual. */
        CONFINED,
        /** Failover is paused: the lease does not move to another region by itself until somebody resumes. */
        PAUSED,
        /** A newer arbiter knows one that this library does not; the detail says what it is. */
        UNKNOWN
    }
}
