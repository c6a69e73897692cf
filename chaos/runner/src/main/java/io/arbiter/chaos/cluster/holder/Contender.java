package io.arbiter.chaos.cluster.holder;

import io.arbiter.chaos.cluster.holder.Holding.Held;
import io.arbiter.client.LeaseChange;
import io.arbiter.client.LeaseState;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Contends for the leases that all regions want, one at a time: acquires, writes while the gate is open, releases in
 * one of several ways, and now and then writes once more, too late. Queues for as long as it takes.
 */
final class Contender extends ResourceLoop {
    private static final Duration WAIT = Duration.ofMinutes(5);
    private static final int MAX_STEPS = 8;
    /** Time that a gate closed by silence has to open again before its lease is released. */
    private static final long PATIENCE_MILLIS = 1_000;

    private static final int LATEST_MILLIS = 500;

    private final Holding holding;

    Contender(Holding holding, List<String> resources, Pace pace, SplittableRandom random) {
        super(resources, pace, random);
        this.holding = holding;
    }

    /** When its time is over it still waits for leases that it has queued for, and releases them at once. */
    @Override
    void take(String resource) {
        holding.acquire(resource, WAIT).ifPresent(this::hold);
    }

    private void hold(Held held) {
        var lost = new AtomicBoolean();
        held.lease().addListener(change -> lost.compareAndSet(false, isLoss(change)));
        int steps = 1 + random.nextInt(MAX_STEPS);
        for (int step = 0;
                step < steps && !pace.isOver() && !lost.get() && !held.chain().hasEnded();
                step++) {
            if (held.lease().isOpen()) {
                pace.rest(random);
                act(held);
            } else {
                pace.pause(random.nextLong(PATIENCE_MILLIS));
            }
        }
        if (!lost.get()) {
            holding.letGo(held, random.nextInt(4) == 0);
        }
        if (!held.chain().hasEnded() && random.nextInt(3) == 0) {
            pace.pause(random.nextInt(LATEST_MILLIS));
            held.chain().write(holding.newValue());
        }
    }

    /** By the time it acts the gate may have closed: it does not look again, as a paused process could not. */
    private void act(Held held) {
        int kind = random.nextInt(10);
        if (kind < 6) {
            held.chain().write(holding.newValue());
        } else if (kind < 8) {
            holding.client().writeRecord(held.lease(), holding.newValue());
        } else {
            holding.client()
                    .readRecord(held.lease().resource())
                    .ifPresent(record -> holding.client().replaceRecord(held.lease(), record, holding.newValue()));
        }
    }

    private static boolean isLoss(LeaseChange change) {
        return change.to() == LeaseState.LOST
                && change.cause() != LeaseChange.Cause.RELEASED
                && change.cause() != LeaseChange.Cause.TRANSFERRED;
    }
}
