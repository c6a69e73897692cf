package io.arbiter.server.replica;

import io.arbiter.core.command.PeriodKind;
import io.arbiter.core.expiry.ExpiryTracker;
import io.arbiter.core.machine.State;
import java.util.OptionalLong;

/**
 * The state of one replica as it stands now. Valid only inside the call that it was handed to, which holds the
 * replica's lock.
 */
public final class View {
    private final State state;
    private final ExpiryTracker expiry;
    private final long applied;
    private final long passed;
    private final boolean leading;

    View(State state, ExpiryTracker expiry, long applied, long passed, boolean leading) {
        this.state = state;
        this.expiry = expiry;
        this.applied = applied;
        this.passed = passed;
        this.leading = leading;
    }

    public State state() {
        return state;
    }

    /** The index of the last entry applied. */
    public long applied() {
        return applied;
    }

    /** The index that the log has passed: the last entry applied, or a later one without commands. */
    public long passed() {
        return passed;
    }

    /** Nanoseconds until the session's silence lets it expire. Only the leader's clock counts. */
    public OptionalLong remainingNanos(long session) {
        return leading ? expiry.remainingNanos(session) : OptionalLong.empty();
    }

    /** Nanoseconds since this node, leading or not, applied the session's last renewal. */
    public OptionalLong silentNanos(long session) {
        return expiry.silentNanos(session);
    }

    /** Nanoseconds until a period of the resource has passed. Only the leader's clock counts. */
    public OptionalLong remainingNanos(String resource, PeriodKind kind) {
        return leading ? expiry.remainingNanos(resource, kind) : OptionalLong.empty();
    }

    /** Nanoseconds for which the resource still rests. Only the leader's clock counts. */
    public OptionalLong remainingLockDelayNanos(String resource) {
        return leading ? expiry.remainingLockDelayNanos(resource) : OptionalLong.empty();
    }
}
