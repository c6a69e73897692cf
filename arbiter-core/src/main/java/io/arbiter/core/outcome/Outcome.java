package io.arbiter.core.outcome;

import io.arbiter.core.event.Lease;
import io.arbiter.core.promotion.Promotion;
import io.arbiter.core.steps.StepsAnswer;
import java.util.List;
import java.util.Optional;

/** The outcome of applying a command. Refusals are answers too: {@link Refusal}. */
public sealed interface Outcome permits Outcome.Success, Refusal {

    /** The command has had its effect, now or (repeated) earlier. */
    sealed interface Success extends Outcome {}

    /** The identity that the cluster has, now or since an earlier command. */
    record ClusterFormed(String clusterId) implements Success {}

    /**
     * The leases of a session.
     *
     * @param version counts their changes
     * @param newestToken of the cluster: who learns late of a grant can tell whether the list was made after it
     */
    record Holdings(long version, List<Lease> leases, long newestToken) {
        public Holdings {
            leases = List.copyOf(leases);
        }
    }

    /** The terms are those of the existing session, not those of a repeated request. */
    record SessionOpened(long session, long ttlMillis, int driftBoundPpm, Holdings holdings, List<String> waiting)
            implements Success {
        public SessionOpened {
            waiting = List.copyOf(waiting);
        }
    }

    /** A lease whose gate the client has to shut for good, and which no renewal extends any more. */
    record Condemned(String resource, long token, long promotion) {}

    /**
     * Holdings are there only if the client's knowledge of them is out of date; they leave out what is condemned.
     *
     * @param condemned all such leases of the session, in every answer
     */
    record SessionRenewed(long session, Optional<Holdings> holdings, List<Condemned> condemned) implements Success {
        public SessionRenewed {
            condemned = List.copyOf(condemned);
        }

        public SessionRenewed(long session, Optional<Holdings> holdings) {
            this(session, holdings, List.of());
        }
    }

    record SessionEnded(int leasesEnded) implements Success {}

    record LeaseAcquired(Lease lease) implements Success {}

    /** Queued; {@code ahead} sessions are served first. */
    record WaitQueued(String resource, int ahead) implements Success {}

    record WaitCancelled(boolean wasWaiting) implements Success {}

    record LeaseReleased() implements Success {}

    record LeaseTransferred(long newToken) implements Success {}

    record HandoverRequested() implements Success {}

    record LeaseBroken(Optional<Lease> next) implements Success {}

    record LockDelayEnded() implements Success {}

    record RecordPut(long version) implements Success {}

    /** All steps were carried out, now or earlier. */
    record StepsCommitted(StepsAnswer answer) implements Success {}

    record AuthChanged() implements Success {}

    /** The policies are as asked. @param version of all policies, now or since an earlier command */
    record PoliciesChanged(long version) implements Success {}

    /** Failover is paused, or not, as asked. @param version of all pauses, now or since an earlier command */
    record PausesChanged(long version) implements Success {}

    /** The promotion as it stands, now or since an earlier command. */
    record PromotionStored(Promotion promotion) implements Success {}

    record PeriodEnded() implements Success {}
}
