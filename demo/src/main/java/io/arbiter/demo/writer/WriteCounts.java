package io.arbiter.demo.writer;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

/** Counts of this process's writes by outcome. Thread-safe. */
public final class WriteCounts {
    final AtomicLong accepted = new AtomicLong();
    final AtomicLong rejected = new AtomicLong();
    final AtomicLong failed = new AtomicLong();
    final AtomicLong refusedByGate = new AtomicLong();

    /**
     * A reading of the counts.
     *
     * @param accepted      committed
     * @param rejected      refused by PostgreSQL's guard for a stale token
     * @param failed        lost with a broken connection: not known to be committed
     * @param refusedByGate never sent, because the gate was closed
     */
    public record Snapshot(long accepted, long rejected, long failed, long refusedByGate) {
        public static final Snapshot NONE = new Snapshot(0, 0, 0, 0);

        public Snapshot plus(Snapshot other) {
            return new Snapshot(
                    accepted + other.accepted,
                    rejected + other.rejected,
                    failed + other.failed,
                    refusedByGate + other.refusedByGate);
        }

        String text() {
            return accepted + " " + rejected + " " + failed + " " + refusedByGate;
        }

        /** Reads the counts in a COUNTED event. */
        public static Snapshot parse(String text) {
            long[] numbers =
                    Arrays.stream(text.split(" ")).mapToLong(Long::parseLong).toArray();
            return new Snapshot(numbers[0], numbers[1], numbers[2], numbers[3]);
        }
    }

    Snapshot snapshot() {
        return new Snapshot(accepted.get(), rejected.get(), failed.get(), refusedByGate.get());
    }
}
