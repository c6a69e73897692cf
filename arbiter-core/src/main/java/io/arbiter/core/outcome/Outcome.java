package io.arbiter.core.outcome;

import io.arbiter.core.event.Lease;
import java.util.List;
import java.util.Optional;

/** What applying a command came to. Refusals are answers too: {@link Refusal}. */
public sealed interface Outcome permits Outcome.Success, Refusal {

    /** The command did what it says, now or (repeated) earlier. */
    sealed interface Success extends Outcome {
    }

    /** What a session holds; {@code version} counts the changes. */
    record Holdings(long version, List<Lease> leases) {
        public Holdings {
            leases = List.copyOf(leases);
        }
    }

    record SessionOpened(long session, Holdings holdings, List<String> waiting) implements Success {
        public SessionOpened {
            waiting = List.copyOf(waiting);
        }
    }

    /** Holdings are there only if the client's knowledge of them is out of date. */
    record SessionRenewed(long session, Optional<Holdings> holdings) implements Success {
    }

    record SessionEnded(int leasesEnded) implements Success {
    }

    record LeaseAcquired(Lease lease) implements Success {
    }

    /** Queued; {@code ahead} sessions are served first. */
    record WaitQueued(String resource, int ahead) implements Success {
    }

    record WaitCancelled(boolean wasWaiting) implements Success {
    }

    record LeaseReleased() implements Success {
    }

    record LeaseTransferred(long newToken) implements Success {
    }

    record HandoverNoted() implements Success {
    }

    record LeaseBroken(Optional<Lease> next) implements Success {
    }

    record LockDelayEnded() implements Success {
    }

    record RecordPut(long version) implements Success {
    }
}
