package io.arbiter.client.internal.lease;

import io.arbiter.client.LeaseChange;
import io.arbiter.client.LeaseLostException;
import io.arbiter.client.LeaseState;
import io.arbiter.client.gate.Gate;
import io.arbiter.v1.LeaseInfo;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

/**
 * The validity of a lease: its holder may act as long as it was not lost for good and the session's gate is
 * open. Thread-safe.
 */
public final class LeaseValidity {
    private static final AtomicReferenceFieldUpdater<LeaseValidity, Loss> LOSS =
            AtomicReferenceFieldUpdater.newUpdater(LeaseValidity.class, Loss.class, "loss");

    private final LeaseInfo grant;
    private final Gate gate;
    /** Null while it is held. Once set it stays. */
    private volatile Loss loss;

    /** The reason why it is gone for good. */
    private record Loss(LeaseChange.Cause cause, String detail) {}

    public LeaseValidity(LeaseInfo grant, Gate gate) {
        this.grant = grant;
        this.gate = gate;
    }

    /** Not lost for good; silence may have closed it. */
    boolean isHeld() {
        return loss == null;
    }

    public boolean isOpen() {
        return loss == null && gate.isOpen();
    }

    public void requireOpen() {
        if (!isOpen()) {
            throw lost(Shortfall.of(gate).detail());
        }
    }

    Duration timeRemaining() {
        return loss == null ? gate.timeRemaining() : Duration.ZERO;
    }

    String shortfall() {
        Loss why = loss;
        return why == null ? Shortfall.of(gate).detail() : why.detail();
    }

    LeaseState state() {
        return loss != null || gate.isClosedForGood() ? LeaseState.LOST : LeaseNotifier.state(gate.state());
    }

    /** A duration that a renewal can give. */
    Duration checked(Duration duration) {
        if (duration.isNegative() || duration.isZero() || duration.compareTo(gate.safeTime()) >= 0) {
            throw new IllegalArgumentException("duration is " + duration + ", expected above zero and below "
                    + gate.safeTime() + ", the safe time of a renewal");
        }
        return duration;
    }

    /** Closes it for good, at once. @return false if that had happened before */
    boolean lose(LeaseChange.Cause cause, String detail) {
        return LOSS.compareAndSet(this, null, new Loss(cause, detail));
    }

    /** @param shortfall the message if it is not gone for good */
    LeaseLostException lost(String shortfall) {
        Loss why = loss;
        return why == null
                ? new LeaseLostException(
                        grant.getResource(),
                        grant.getToken(),
                        Shortfall.of(gate).cause(),
                        shortfall)
                : new LeaseLostException(grant.getResource(), grant.getToken(), why.cause(), why.detail());
    }

    void tellLoss(LeaseNotifier news) {
        news.gone(loss.cause(), loss.detail());
    }
}
