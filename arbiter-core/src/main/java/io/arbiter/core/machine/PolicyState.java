package io.arbiter.core.machine;

import io.arbiter.core.command.SessionSpec;
import io.arbiter.core.event.EndReason;
import io.arbiter.core.pause.Pauses;
import io.arbiter.core.policy.Policies;
import io.arbiter.core.policy.Policy;
import io.arbiter.core.policy.StoredPolicy;
import io.arbiter.core.policy.Violation;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** The policies and pauses, and what follows from them for sessions and resources. */
final class PolicyState {
    private Policies now = Policies.NONE;
    private Pauses pauses = Pauses.NONE;
    /** The names of confined resources, so that a change of policies need not look at every resource. */
    private final TreeSet<String> confined = new TreeSet<>();

    Policies now() {
        return now;
    }

    void set(Policies next) {
        now = next;
    }

    Pauses pauses() {
        return pauses;
    }

    void set(Pauses next) {
        pauses = next;
    }

    /** What forbids the session to hold the resource or wait for it; empty if nothing does. */
    Optional<Violation> violation(Session session, String resource) {
        SessionSpec spec = session.spec();
        return now.violation(resource, spec.region(), spec.ttlMillis());
    }

    boolean isPaused(String resource) {
        return pauses.of(resource).isPresent();
    }

    /**
     * Whether the resource, whose last lease ended like this, is followed in its own region alone. What an operator
     * breaks, and what its holder hands over, goes where they say, paused or not.
     */
    boolean staysInRegion(String resource, EndReason end) {
        if (end == EndReason.BROKEN || end == EndReason.TRANSFERRED) {
            return false;
        }
        return isPaused(resource) || end != EndReason.RELEASED && now.isFailoverManual(resource);
    }

    /** How long the resource rests after this session died with its lease. */
    long lockDelayMillis(Session session, String resource) {
        long own = session.spec().lockDelayMillis();
        return policy(resource)
                .map(policy -> Math.max(own, policy.lockDelayMillis()))
                .orElse(own);
    }

    /** The lower, the earlier a session of this region is granted the resource. */
    int rank(String region, String resource) {
        return policy(resource).map(policy -> policy.rank(region)).orElse(0);
    }

    private Optional<Policy> policy(String resource) {
        return now.of(resource).map(StoredPolicy::policy);
    }

    void confined(String resource, boolean whether) {
        if (whether) {
            confined.add(resource);
        } else {
            confined.remove(resource);
        }
    }

    List<String> confined() {
        return List.copyOf(confined);
    }

    void clear() {
        now = Policies.NONE;
        pauses = Pauses.NONE;
        confined.clear();
    }
}
