package io.arbiter.client;

import io.arbiter.client.gate.GateState;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;

/** Tells the listeners of one lease. Confined to the loop; the listeners run on the callback executor. */
final class LeaseNews {
    private final Lease lease;
    private final Executor callbacks;
    private final Map<LeaseListener, Feed<LeaseChange>> feeds = new LinkedHashMap<>();
    private LeaseChange last;

    LeaseNews(Lease lease, Executor callbacks) {
        this.lease = lease;
        this.callbacks = callbacks;
        this.last = new LeaseChange(lease, LeaseState.HELD, LeaseState.HELD, LeaseChange.Cause.RENEWED,
                "granted");
    }

    static LeaseState state(GateState gate) {
        return switch (gate) {
            case HELD -> LeaseState.HELD;
            case AT_RISK -> LeaseState.AT_RISK;
            case LOST -> LeaseState.LOST;
        };
    }

    void add(LeaseListener listener) {
        Feed<LeaseChange> feed = new Feed<>(callbacks, listener::changed, LeaseNews::fold);
        if (feeds.putIfAbsent(listener, feed) == null && last.to() != LeaseState.HELD) {
            feed.tell(new LeaseChange(lease, LeaseState.HELD, last.to(), last.cause(), last.detail()));
        }
    }

    void remove(LeaseListener listener) {
        feeds.remove(listener);
    }

    /** The gate stands so now; told if it is news. */
    void gate(LeaseState now) {
        if (now == last.to() || last.isFinal()) {
            return;
        }
        if (now == LeaseState.HELD) {
            tell(now, LeaseChange.Cause.RENEWED, "a renewal was acknowledged");
        } else if (now == LeaseState.AT_RISK) {
            tell(now, LeaseChange.Cause.SILENCE,
                    "renewals are overdue, less than a third of the safe time is left");
        } else {
            tell(now, LeaseChange.Cause.SILENCE,
                    "no renewal was acknowledged within the safe time; the gate has closed "
                    + "by itself and opens again if the session is still alive");
        }
    }

    /** Gone for good. Also told if silence had closed it before: it will not come back. */
    void gone(LeaseChange.Cause cause, String detail) {
        tell(LeaseState.LOST, cause, detail);
    }

    private void tell(LeaseState to, LeaseChange.Cause cause, String detail) {
        last = new LeaseChange(lease, last.to(), to, cause, detail);
        feeds.values().forEach(feed -> feed.tell(last));
    }

    private static LeaseChange fold(LeaseChange earlier, LeaseChange later) {
        return new LeaseChange(later.lease(), earlier.from(), later.to(), later.cause(), later.detail());
    }
}
