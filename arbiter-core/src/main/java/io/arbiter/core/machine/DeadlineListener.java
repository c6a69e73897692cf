package io.arbiter.core.machine;

import io.arbiter.core.promotion.Period;
import java.util.List;

/**
 * Receives, while a command is applied, every deadline that a replica's clock has to watch. The machine itself has no
 * clock: each replica notes its own time of each call (see {@link io.arbiter.core.expiry.ExpiryTracker}).
 *
 * <p>Called on the applying thread, in order; must not block or throw.
 */
public interface DeadlineListener {
    /** The session showed a sign of life: its {@code renewals}-th, 0 being the opening. */
    void renewed(long session, long renewals, long silenceNanos);

    void sessionEnded(long session);

    void lockDelayStarted(String resource, long token, long delayNanos);

    void lockDelayEnded(String resource);

    /** These are all periods of the resource that run now: one that ran before goes on, one that is missing ends. */
    void periods(String resource, List<Period> running);

    /** Forget everything: the state was replaced, and its deadlines will be reported again. */
    void reset();
}
