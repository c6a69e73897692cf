package io.arbiter.core.event;

import io.arbiter.core.auth.AuthChange;
import io.arbiter.core.auth.ChangedBy;
import io.arbiter.core.auth.Principal;
import io.arbiter.core.command.OperatorAction;
import io.arbiter.core.pause.Pause;
import io.arbiter.core.policy.Policies;
import io.arbiter.core.policy.Violation;
import io.arbiter.core.promotion.PromotionFailure;
import io.arbiter.core.promotion.PromotionState;
import java.util.Optional;

/**
 * One change, sent to watchers and kept in the bounded history.
 *
 * @param revision the log index of the change; several events may share it
 * @param wallMillis the proposer's wall clock, for people; nothing is decided by it
 */
public record Event(long revision, long wallMillis, Change change) {

    /** The kinds of changes. */
    public sealed interface Change {
        /** The resource concerned, or empty for a session's own events. */
        default Optional<String> resource() {
            return Optional.empty();
        }
    }

    public record SessionOpened(long session, String clientId, String holder, String region) implements Change {}

    public record SessionEnded(long session, EndReason reason, Optional<OperatorAction> by) implements Change {}

    public record LeaseGranted(Lease lease) implements Change {
        @Override
        public Optional<String> resource() {
            return Optional.of(lease.resource());
        }
    }

    public record LeaseEnded(String name, long session, long token, EndReason reason, Optional<OperatorAction> by)
            implements Change {
        @Override
        public Optional<String> resource() {
            return Optional.of(name);
        }
    }

    /** @param identity whom the caller's certificate names; actor is what he says of himself */
    public record HandoverRequested(String name, long token, long toSession, String actor, Principal identity)
            implements Change {
        @Override
        public Optional<String> resource() {
            return Optional.of(name);
        }
    }

    /** A session lost its place in a queue with the right to be there. */
    public record WaitRevoked(String name, long session) implements Change {
        @Override
        public Optional<String> resource() {
            return Optional.of(name);
        }
    }

    public record AccessChanged(AuthChange change, ChangedBy by) implements Change {}

    /**
     * A policy was put or deleted.
     *
     * @param version of all policies since then
     */
    public record PolicyChanged(String scope, long version, boolean deleted, OperatorAction by) implements Change {}

    /**
     * A new policy forbids a session that waited to wait. What it allows stands in the policy, not beside each wait.
     *
     * @param scope of the policy, and {@code version} of it
     * @param field the field of the session that it forbids, in the protocol's spelling
     * @param found the session's value of it
     */
    public record WaitForbidden(String name, long session, String scope, long version, String field, String found)
            implements Change {
        /** @param now the policies in force, which say what is allowed */
        public Violation violation(Policies now) {
            return new Violation(scope, version, field, found, now.allowed(scope, field));
        }

        @Override
        public Optional<String> resource() {
            return Optional.of(name);
        }
    }

    /** From now on no lease that the pause covers moves to another region by itself. */
    public record FailoverPaused(Pause pause) implements Change {}

    /**
     * A pause has ended.
     *
     * @param version of all pauses since then
     */
    public record FailoverResumed(Pause pause, long version, OperatorAction by) implements Change {}

    /**
     * The lease with {@code token} was not released where failover is manual, or ended where it is paused: only
     * sessions of its region follow it.
     */
    public record LeaseConfined(String name, String region, long token) implements Change {
        @Override
        public Optional<String> resource() {
            return Optional.of(name);
        }
    }

    /** Other regions may follow the lease with {@code token} after all, because an operator says so. */
    public record ConfinementLifted(String name, String region, long token, OperatorAction by) implements Change {
        @Override
        public Optional<String> resource() {
            return Optional.of(name);
        }
    }

    /** Every later answer to a renewal names this lease, so that its gate is not extended any more. */
    public record LeaseCondemned(String name, long session, long token, long promotion) implements Change {
        @Override
        public Optional<String> resource() {
            return Optional.of(name);
        }
    }

    /**
     * A promotion reached a state.
     *
     * @param token of the grant to the target; 0 before
     * @param failure there if it failed
     * @param by who requested it, or cancelled it; empty at the other steps
     */
    public record PromotionStepped(
            String name,
            long promotion,
            PromotionState state,
            String fromRegion,
            String toRegion,
            long token,
            Optional<PromotionFailure> failure,
            Optional<OperatorAction> by)
            implements Change {
        @Override
        public Optional<String> resource() {
            return Optional.of(name);
        }
    }

    /** The resource may be promoted again without an override. */
    public record CoolDownEnded(String name, long promotion) implements Change {
        @Override
        public Optional<String> resource() {
            return Optional.of(name);
        }
    }

    public record RecordChanged(String name, long token, long version, boolean deleted) implements Change {
        @Override
        public Optional<String> resource() {
            return Optional.of(name);
        }
    }
}
