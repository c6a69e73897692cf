package io.arbiter.client;

import io.arbiter.client.gate.Gate;
import io.arbiter.v1.LeaseInfo;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

/**
 * Whether a lease's holder may act: as long as it was not lost for good and the session's gate is open.
 * Thread-safe.
 */
final class LeaseRight {
    private static final AtomicReferenceFieldUpdater<LeaseRight, Loss> LOSS =
            AtomicReferenceFieldUpdater.newUpdater(LeaseRight.class, Loss.class, "loss");

    private final LeaseInfo grant;
    private final Gate gate;
    /** Null while it is held. Once set it stays. */
    private volatile Loss loss;

    /** Why it is gone for good. */
    private record Loss(LeaseChange.Cause cause, String detail) {
    }

    LeaseRight(LeaseInfo grant, Gate gate) {
        this.grant = grant;
        this.gate = gate;
    }

    /** Not lost for good; silence may have closed it. */
    boolean isHeld() {
        return loss == null;
    }

    boolean isOpen() {
        return loss == null && gate.isOpen();
    }

    void requireOpen() {
        if (!isOpen()) {
            throw lost("no renewal was acknowledged within the safe time");
        }
    }

    Duration safeFor() {
        return loss == null ? gate.safeFor() : Duration.ZERO;
    }

    LeaseState state() {
        return loss == null ? LeaseNews.state(gate.state()) : LeaseState.LOST;
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

    /** @param silence what to say if only silence has closed it */
    LeaseLostException lost(String silence) {
        Loss why = loss;
        return why == null
                ? new LeaseLostException(grant.getResource(), grant.getToken(), LeaseChange.Cause.SILENCE,
                silence)
                : new LeaseLostException(grant.getResource(), grant.getToken(), why.cause(), why.detail());
    }

    void tellLoss(LeaseNews news) {
        news.gone(loss.cause(), loss.detail());
    }
}
