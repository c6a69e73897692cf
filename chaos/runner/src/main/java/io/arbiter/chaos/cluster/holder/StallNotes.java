package io.arbiter.chaos.cluster.holder;

import io.arbiter.chaos.history.Operation;
import io.arbiter.chaos.history.OperationType;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** Notes when this machine did not run a runnable thread of this process. */
final class StallNotes implements Runnable {
    /** Shorter ones are ordinary scheduling. */
    private static final long WORTH_NOTING_NANOS = 50_000_000;

    private static final long TICK_NANOS = 10_000_000;

    private final String region;
    private final Tape tape;
    private volatile boolean stopped;

    StallNotes(String region, Tape tape) {
        this.region = region;
        this.tape = tape;
    }

    @Override
    public void run() {
        while (!stopped) {
            long wanted = System.nanoTime() + TICK_NANOS;
            LockSupport.parkNanos(TICK_NANOS);
            long now = System.nanoTime();
            if (now - wanted > WORTH_NOTING_NANOS && !stopped) {
                note(wanted, "begin");
                note(now, "end");
            }
        }
    }

    private void note(long nanos, String phase) {
        tape.noteAt(
                nanos,
                Operation.NEMESIS,
                OperationType.INFO,
                "machine-stall",
                Map.of("phase", phase, "detail", region, "region", region),
                "");
    }

    void stop() {
        stopped = true;
    }
}
