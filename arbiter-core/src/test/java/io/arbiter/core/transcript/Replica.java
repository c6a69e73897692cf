package io.arbiter.core.transcript;

import io.arbiter.core.expiry.ExpiryTracker;
import io.arbiter.core.expiry.MonotonicClock;
import io.arbiter.core.machine.LeaseMachine;
import io.arbiter.core.machine.Limits;
import io.arbiter.core.machine.StateSnapshot;
import java.time.Duration;

/** The real machine with the real tracker beside it, as on one node. */
final class Replica {
    final ExpiryTracker tracker;
    final LeaseMachine machine;

    Replica(Limits limits, MonotonicClock clock, Duration grace) {
        this.tracker = new ExpiryTracker(clock, grace);
        this.machine = new LeaseMachine(limits, tracker);
    }

    static Replica from(StateSnapshot image, Limits limits, MonotonicClock clock, Duration grace) {
        var replica = new Replica(limits, clock, grace);
        replica.machine.restore(image);
        return replica;
    }
}
