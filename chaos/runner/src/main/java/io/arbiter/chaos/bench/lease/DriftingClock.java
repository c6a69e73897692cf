package io.arbiter.chaos.bench.lease;

import io.arbiter.client.gate.ClientClock;
import java.time.Duration;
import java.util.function.LongSupplier;

/** The clocks of one client's machine, as wrong as they are set. On the loop only. */
public final class DriftingClock implements ClientClock {
    private static final long PPM = 1_000_000;
    private static final long NANOS_PER_MILLI = 1_000_000;
    /** Any day will do: no wall clocks need to agree. */
    private static final long BEGINNING_MILLIS = 1_800_000_000_000L;

    private final LongSupplier trueTime;
    private long since;
    private long base;
    private long ratePpm;
    private long offsetMillis;

    /** Right, until set otherwise. */
    public DriftingClock(LongSupplier trueTime) {
        this.trueTime = trueTime;
        this.since = trueTime.getAsLong();
    }

    /** @param ratePpm by how much both clocks are fast from now on; the wall clock jumps to that offset */
    public void set(int ratePpm, Duration wallOffset) {
        base = nanoTime();
        since = trueTime.getAsLong();
        this.ratePpm = ratePpm;
        offsetMillis = wallOffset.toMillis();
    }

    @Override
    public long nanoTime() {
        long passed = trueTime.getAsLong() - since;
        return base + passed + passed * ratePpm / PPM;
    }

    @Override
    public long wallMillis() {
        return BEGINNING_MILLIS + nanoTime() / NANOS_PER_MILLI + offsetMillis;
    }
}
