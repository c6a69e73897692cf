package io.arbiter.simulation.time;

import io.arbiter.core.expiry.MonotonicClock;

/**
 * A clock that runs at its own rate: true time times (1 + rate), which changes now and then; it stands still while
 * stopped, and can jump.
 */
public final class SimClock implements MonotonicClock {
    private static final long PPM = 1_000_000;

    private final Scheduler time;
    private long reading;
    private long readAt;
    private long ratePpm;
    private boolean stopped;

    public SimClock(Scheduler time, long start, long ratePpm) {
        this.time = time;
        this.reading = start;
        this.readAt = time.now();
        this.ratePpm = ratePpm;
    }

    @Override
    public long nanos() {
        long elapsed = stopped ? 0 : time.now() - readAt;
        return reading + elapsed + elapsed * ratePpm / PPM;
    }

    public void setRate(long ppm) {
        settle();
        ratePpm = ppm;
    }

    public void stop() {
        settle();
        stopped = true;
    }

    public void go() {
        settle();
        stopped = false;
    }

    public void jump(long nanos) {
        settle();
        reading += nanos;
    }

    private void settle() {
        reading = nanos();
        readAt = time.now();
    }
}
