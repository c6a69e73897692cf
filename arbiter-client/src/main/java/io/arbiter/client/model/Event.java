package io.arbiter.client.model;

import io.arbiter.client.model.policy.Pause;
import io.arbiter.client.model.promotion.PromotionFailure;
import io.arbiter.client.model.promotion.PromotionState;
import java.time.Instant;
import java.util.Optional;

/** A change. Several events may share a revision; they come in order. */
public sealed interface Event {

    /** The position in the history of all changes. */
    long revision();

    /** By the wall clock of the node that proposed it; for people; nothing is decided by it. */
    Instant at();

    /** A client opened a session. */
    record SessionOpened(long revision, Instant at, long sessionId, String clientId, String holder, String region)
            implements Event {}

    /**
     * A session ended.
     *
     * @param actor what the operator who ended it says of himself; empty if none did
     * @param comment the operator's comment; empty if none did
     * @param identity whom that operator's certificate names; empty without one
     */
    record SessionEnded(
            long revision, Instant at, long sessionId, EndReason reason, String actor, String comment, String identity)
            implements Event {}

    /** A lease was granted. */
    record LeaseGranted(long revision, Instant at, Grant grant) implements Event {}

    /**
     * A lease ended.
     *
     * @param actor what the operator who ended it says of himself; empty if none did
     * @param comment the operator's comment; empty if none did
     * @param identity whom that operator's certificate names; empty without one
     */
    record LeaseEnded(
            long revision,
            Instant at,
            String resource,
            long sessionId,
            long token,
            EndReason reason,
            String actor,
            String comment,
            String identity)
            implements Event {}

    /**
     * An operator asked the holder to hand a lease over.
     *
     * @param actor what the operator says of himself
     * @param identity whom the operator's certificate names; empty without one
     */
    record HandoverRequested(
            long revision, Instant at, String resource, long token, long toSessionId, String actor, String identity)
            implements Event {}

    /** A record was written or deleted. */
    record RecordChanged(long revision, Instant at, String resource, long token, long version, boolean deleted)
            implements Event {}

    /** A session lost its place in the queue of a resource with the right to be there. */
    record WaitRevoked(long revision, Instant at, String resource, long sessionId) implements Event {}

    /**
     * An administrator changed who may do what.
     *
     * @param change what changed, for people
     * @param identity who changed it, by certificate
     */
    record AccessChanged(long revision, Instant at, String change, String identity, String comment) implements Event {}

    /**
     * An operator put or deleted a policy.
     *
     * @param scope its scope; empty for the policy of all resources
     * @param version of all policies since then
     * @param actor what the operator says of himself
     * @param identity whom the operator's certificate names; empty without one
     */
    record PolicyChanged(
            long revision,
            Instant at,
            String scope,
            long version,
            boolean deleted,
            String actor,
            String comment,
            String identity)
            implements Event {}

    /**
     * A new policy ended a wait.
     *
     * @param scope the policy's
     * @param version the policy's; what it allows stands there
     * @param field which of the session's fields it forbids, {@code region} or {@code ttl_millis}
     * @param found the session's value of it
     */
    record WaitForbidden(
            long revision,
            Instant at,
            String resource,
            long sessionId,
            String scope,
            long version,
            String field,
            String found)
            implements Event {}

    /**
     * A lease was not released where failover is manual, or ended where it is paused: only sessions of its region
     * follow it by themselves.
     */
    record LeaseConfined(long revision, Instant at, String resource, String region, long token) implements Event {}

    /**
     * Other regions may follow such a lease after all.
     *
     * @param actor what the operator who said so says of himself
     * @param identity whom the operator's certificate names; empty without one
     */
    record ConfinementLifted(
            long revision,
            Instant at,
            String resource,
            String region,
            long token,
            String actor,
            String comment,
            String identity)
            implements Event {}

    /** An operator paused automatic failover. */
    record FailoverPaused(long revision, Instant at, Pause pause) implements Event {}

    /**
     * An operator resumed automatic failover.
     *
     * @param pause the one that ended
     * @param version of all pauses since then
     * @param actor what the operator says of himself
     * @param identity whom the operator's certificate names; empty without one
     */
    record FailoverResumed(
            long revision, Instant at, Pause pause, long version, String actor, String comment, String identity)
            implements Event {}

    /** A promotion condemned a lease: its holder shuts the gate for good as soon as it learns of it. */
    record LeaseCondemned(long revision, Instant at, String resource, long sessionId, long token, long promotionId)
            implements Event {}

    /**
     * A promotion reached a state.
     *
     * @param fromRegion of the lease that was to be followed; empty if nobody is remembered to have held the resource
     * @param token of the grant to the target; 0 before
     * @param failure there if it failed
     * @param actor what the one who requested or cancelled it says of himself; empty at the other steps
     * @param identity whom his certificate names; empty without one
     */
    record PromotionStepped(
            long revision,
            Instant at,
            String resource,
            long promotionId,
            PromotionState state,
            String fromRegion,
            String toRegion,
            long token,
            Optional<PromotionFailure> failure,
            String actor,
            String comment,
            String identity)
            implements Event {}

    /** A resource may be promoted again without an override. */
    record CoolDownEnded(long revision, Instant at, String resource, long promotionId) implements Event {}

    /** A newer arbiter sends an event that this library does not know. */
    record Other(long revision, Instant at) implements Event {}
}
