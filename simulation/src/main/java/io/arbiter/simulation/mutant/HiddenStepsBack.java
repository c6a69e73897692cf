package io.arbiter.simulation.mutant;

import io.arbiter.client.gate.ClientClock;
import java.util.concurrent.TimeUnit;

/**
 * A machine's clocks as an earlier gate read them: it counted both from one reading until the next renewal was sent, so
 * a wall clock that was set back seemed to run with the monotonic one, and to stand still in a suspend.
 */
final class HiddenStepsBack implements ClientClock {
    private final ClientClock clock;
    private long shownAtNanos;
    private long shownMillis;

    HiddenStepsBack(ClientClock clock) {
        this.clock = clock;
        show();
    }

    /** Takes another reading to count from. */
    void show() {
        shownAtNanos = clock.nanoTime();
        shownMillis = clock.wallMillis();
    }

    @Override
    public long nanoTime() {
        return clock.nanoTime();
    }

    @Override
    public long wallMillis() {
        long now = clock.nanoTime();
        long asIfNotSetBack = shownMillis + TimeUnit.NANOSECONDS.toMillis(now - shownAtNanos);
        return Math.max(clock.wallMillis(), asIfNotSetBack);
    }
}
