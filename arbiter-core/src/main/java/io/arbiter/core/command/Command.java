package io.arbiter.core.command;

import io.arbiter.core.auth.AuthChange;
import io.arbiter.core.auth.ChangedBy;
import io.arbiter.core.auth.Principal;
import io.arbiter.core.policy.PolicyChange;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * A replicated decision that every replica applies alike. Commands carry no clock reading that decides anything; those
 * that a clock made the leader propose ({@link ExpireSession}, {@link EndLockDelay}, {@link EndPeriod}) name the state
 * that the leader saw, and do nothing if that has changed since (etcd#15247).
 *
 * <p>Every constructor checks the shape, so that every command may enter the log.
 */
public sealed interface Command {
    int MAX_RESOURCE_BYTES = 512;
    int MAX_FIRST_ACQUIRES = 1_000;
    int MAX_STEPS = 32;
    /** Of the values that the steps of one command write. */
    int MAX_STEP_BYTES = 4 * RecordValue.MAX_BYTES;

    <R> R accept(Visitor<R> visitor);

    // ---- the cluster

    /**
     * Gives the cluster its identity, once. Proposed by the first leader before anything else; clock and randomness are
     * the proposer's.
     *
     * @param clusterId drawn at random, 1 to 64 bytes: no other cluster has it
     * @param tokensAbove every token is above it; 0 unless storage has seen tokens of an earlier cluster
     * @param sessionIdsAbove every session id is above it, so that no two clusters issue the same one
     */
    record FormCluster(String clusterId, long tokensAbove, long sessionIdsAbove) implements Command {
        public FormCluster {
            CommandChecks.text("cluster_id", clusterId, 64);
            CommandChecks.range("tokens_above", tokensAbove, 0, Long.MAX_VALUE);
            CommandChecks.range("session_ids_above", sessionIdsAbove, 0, Long.MAX_VALUE);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.formCluster(this);
        }
    }

    // ---- sessions

    /** Opens a session, inherits from the client's sessions of lower generations, and acquires. */
    record OpenSession(SessionSpec spec, List<FirstAcquire> acquires) implements Command {
        public OpenSession {
            acquires = List.copyOf(acquires);
            CommandChecks.range("acquires", acquires.size(), 0, MAX_FIRST_ACQUIRES);
            var seen = new TreeSet<String>();
            for (FirstAcquire acquire : acquires) {
                if (!seen.add(acquire.resource())) {
                    throw new InvalidCommandException(
                            "acquires", "naming " + acquire.resource() + " twice", "each resource once");
                }
            }
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.openSession(this);
        }
    }

    /** A resource to acquire in the commit that opens the session, queueing for it if {@code queue}. */
    record FirstAcquire(String resource, boolean queue) {
        public FirstAcquire {
            CommandChecks.text("resource", resource, MAX_RESOURCE_BYTES);
        }
    }

    /**
     * Proves that the session is alive; the answer lists its holdings unless {@code knownHoldings} is current.
     *
     * @param closesCondemned whether the client keeps the gate of a lease shut that the answer calls condemned. One
     *     that does not know how is not acknowledged any more while it has such a lease, because each acknowledgement
     *     would extend that lease's gate as well
     */
    record RenewSession(long session, long knownHoldings, boolean closesCondemned) implements Command {
        /** Of a client of a release before promotions. */
        public RenewSession(long session, long knownHoldings) {
            this(session, knownHoldings, false);
        }

        public RenewSession {
            CommandChecks.positive("session_id", session);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.renewSession(this);
        }
    }

    record CloseSession(long session) implements Command {
        public CloseSession {
            CommandChecks.positive("session_id", session);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.closeSession(this);
        }
    }

    /** Ends a session that has been silent since its renewal number {@code renewalsSeen}, if it still is. */
    record ExpireSession(long session, long renewalsSeen) implements Command {
        public ExpireSession {
            CommandChecks.positive("session_id", session);
            CommandChecks.range("renewals_seen", renewalsSeen, 0, Long.MAX_VALUE);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.expireSession(this);
        }
    }

    /** An operator ends a session; its leases end as broken. */
    record BreakSession(long session, OperatorAction by) implements Command {
        public BreakSession {
            CommandChecks.positive("session_id", session);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.breakSession(this);
        }
    }

    // ---- leases

    /** Acquires, or queues if {@code queue}; {@code attempt} names the caller that waits. */
    record Acquire(String resource, long session, boolean queue, long attempt) implements Command {
        public Acquire {
            CommandChecks.text("resource", resource, MAX_RESOURCE_BYTES);
            CommandChecks.positive("session_id", session);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.acquire(this);
        }
    }

    /** Leaves the queue, if {@code attempt} is the one that waits, or 0. Never ends a lease. */
    record CancelWait(String resource, long session, long attempt) implements Command {
        public CancelWait {
            CommandChecks.text("resource", resource, MAX_RESOURCE_BYTES);
            CommandChecks.positive("session_id", session);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.cancelWait(this);
        }
    }

    record Release(LeaseRef lease) implements Command {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.release(this);
        }
    }

    /** The holder hands over to a session that waits. */
    record Transfer(LeaseRef lease, long toSession) implements Command {
        public Transfer {
            CommandChecks.positive("to_session_id", toSession);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.transfer(this);
        }
    }

    /** An operator asks the holder to transfer; the holder's next renewal reports the request. */
    record RequestHandover(String resource, long expectedToken, long toSession, String actor, Principal identity)
            implements Command {
        /** By somebody without a certificate. */
        public RequestHandover(String resource, long expectedToken, long toSession, String actor) {
            this(resource, expectedToken, toSession, actor, Principal.NOBODY);
        }

        public RequestHandover {
            CommandChecks.text("resource", resource, MAX_RESOURCE_BYTES);
            CommandChecks.positive("expected_token", expectedToken);
            CommandChecks.positive("to_session_id", toSession);
            CommandChecks.text("actor", actor, 256);
            CommandChecks.identity(identity);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.requestHandover(this);
        }
    }

    /** An operator ends a lease whose gate may still be open: the one exception to S3. */
    record BreakLease(String resource, long expectedToken, OperatorAction by) implements Command {
        public BreakLease {
            CommandChecks.text("resource", resource, MAX_RESOURCE_BYTES);
            CommandChecks.positive("expected_token", expectedToken);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.breakLease(this);
        }
    }

    /** Ends the rest that followed the expiry of the lease with {@code token}. */
    record EndLockDelay(String resource, long token) implements Command {
        public EndLockDelay {
            CommandChecks.text("resource", resource, MAX_RESOURCE_BYTES);
            CommandChecks.positive("token", token);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.endLockDelay(this);
        }
    }

    // ---- records

    /** Writes the record, or deletes it if {@code value} is empty, under a current token. */
    record PutRecord(LeaseRef lease, long sequence, OptionalLong expectedVersion, Optional<RecordValue> value)
            implements Command {
        public PutRecord {
            CommandChecks.positive("sequence", sequence);
            if (expectedVersion.isPresent()) {
                CommandChecks.range("expected_version", expectedVersion.getAsLong(), 0, Long.MAX_VALUE);
            }
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.putRecord(this);
        }
    }

    // ---- several steps

    /**
     * Carries out several steps, all or nothing.
     *
     * @param number counts the session's commands of this kind from 1; a repeat has the number of the first
     */
    record CommitSteps(long session, long number, List<Step> steps) implements Command {
        public CommitSteps {
            steps = List.copyOf(steps);
            CommandChecks.positive("session_id", session);
            CommandChecks.positive("number", number);
            StepChecks.check(steps);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.commitSteps(this);
        }
    }

    // ---- who may do what

    /** An administrator changes roles or bindings, or begins or ends their use. */
    record ChangeAuth(AuthChange change, ChangedBy by) implements Command {
        public ChangeAuth {
            AuthChecks.check(change, by);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.changeAuth(this);
        }
    }

    // ---- policies

    /** An operator puts and deletes policies, all or none. */
    record ChangePolicies(PolicyChange change, OperatorAction by) implements Command {
        public ChangePolicies {
            PolicyChecks.check(change);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.changePolicies(this);
        }
    }

    // ---- pauses

    /**
     * An operator pauses failover, or resumes it.
     *
     * @param paused whether it is to be paused
     * @param scope a prefix if it is empty or ends with {@code /}, else the name of a resource
     * @param expectedVersion the version of all pauses that the author has seen; 0 if there never was one
     */
    record ChangePauses(boolean paused, String scope, long expectedVersion, OperatorAction by) implements Command {
        public ChangePauses {
            if (scope == null || !scope.isEmpty()) {
                CommandChecks.text("scope", scope, MAX_RESOURCE_BYTES);
            }
            CommandChecks.range("expected_version", expectedVersion, 0, Long.MAX_VALUE);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.changePauses(this);
        }
    }

    // ---- promotions

    /** Asks that a resource move to another region. */
    record RequestPromotion(PromotionRequest request) implements Command {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.requestPromotion(this);
        }
    }

    /** Withdraws a promotion that has granted nothing yet. */
    record CancelPromotion(String resource, long promotion, OperatorAction by) implements Command {
        public CancelPromotion {
            CommandChecks.text("resource", resource, MAX_RESOURCE_BYTES);
            CommandChecks.positive("promotion_id", promotion);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.cancelPromotion(this);
        }
    }

    /** The new holder says that its storage is promoted, and its guards have its token. */
    record CompletePromotion(LeaseRef lease, long promotion) implements Command {
        public CompletePromotion {
            CommandChecks.positive("promotion_id", promotion);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.completePromotion(this);
        }
    }

    /** A leader's clock says that a period of the resource has passed; {@code id} names what the leader saw. */
    record EndPeriod(String resource, PeriodKind kind, long id) implements Command {
        public EndPeriod {
            CommandChecks.text("resource", resource, MAX_RESOURCE_BYTES);
            CommandChecks.positive("id", id);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.endPeriod(this);
        }
    }

    /** One method per command: Java 17 has no exhaustive switch over a sealed type. */
    interface Visitor<R> {
        R formCluster(FormCluster command);

        R openSession(OpenSession command);

        R renewSession(RenewSession command);

        R closeSession(CloseSession command);

        R expireSession(ExpireSession command);

        R breakSession(BreakSession command);

        R acquire(Acquire command);

        R cancelWait(CancelWait command);

        R release(Release command);

        R transfer(Transfer command);

        R requestHandover(RequestHandover command);

        R breakLease(BreakLease command);

        R endLockDelay(EndLockDelay command);

        R putRecord(PutRecord command);

        R commitSteps(CommitSteps command);

        R changeAuth(ChangeAuth command);

        R changePolicies(ChangePolicies command);

        R changePauses(ChangePauses command);

        R requestPromotion(RequestPromotion command);

        R cancelPromotion(CancelPromotion command);

        R completePromotion(CompletePromotion command);

        R endPeriod(EndPeriod command);
    }
}
