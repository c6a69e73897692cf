package io.arbiter.client.internal.lease;

import io.arbiter.client.Lease;
import io.arbiter.client.LeaseChange;
import io.arbiter.client.LeaseListener;
import io.arbiter.client.LeaseState;
import io.arbiter.client.gate.Gate;
import io.arbiter.client.gate.GateState;
import io.arbiter.client.internal.context.ConflatingListener;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;

/** Notifies the listeners of one lease. Confined to the loop; each listener runs on an executor of its own. */
final class LeaseNotifier {
    private final Lease lease;
    private final Map<LeaseListener, ConflatingListener<LeaseChange>> feeds = new LinkedHashMap<>();
    private LeaseChange last;

    LeaseNotifier(Lease lease) {
        this.lease = lease;
        this.last = new LeaseChange(lease, LeaseState.HELD, LeaseState.HELD, LeaseChange.Cause.RENEWED, "granted");
    }

    static LeaseState state(GateState gate) {
        return switch (gate) {
            case HELD -> LeaseState.HELD;
            case AT_RISK -> LeaseState.AT_RISK;
            case CLOSED -> LeaseState.SUSPENDED;
        };
    }

    /** @param executor calls the listener */
    void add(LeaseListener listener, Executor executor) {
        ConflatingListener<LeaseChange> feed =
                new ConflatingListener<>(executor, listener::onLeaseChange, LeaseNotifier::fold);
        if (feeds.putIfAbsent(listener, feed) == null && last.to() != LeaseState.HELD) {
            feed.tell(new LeaseChange(lease, LeaseState.HELD, last.to(), last.cause(), last.detail()));
        }
    }

    void remove(LeaseListener listener) {
        feeds.remove(listener);
    }

    /** The gate's state now; reported if it has changed. */
    void gate(LeaseState now, Gate gate) {
        if (now == last.to() || last.to() == LeaseState.LOST) {
            return;
        }
        if (now == LeaseState.HELD) {
            tell(now, LeaseChange.Cause.RENEWED, "a renewal was acknowledged");
        } else {
            Shortfall why = Shortfall.of(gate);
            tell(
                    now,
                    why.cause(),
                    why.detail()
                            + (now == LeaseState.AT_RISK
                                    ? "; less than a third of the safe time is left"
                                    : "; the gate has closed by itself and opens again if the session is still alive"));
        }
    }

    /** Gone for good. Also reported if silence had closed it before: it will not come back. */
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
