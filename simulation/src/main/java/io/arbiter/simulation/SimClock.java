package io.arbiter.simulation;

import io.arbiter.core.expiry.MonotonicClock;

/**
 * A clock that runs at its own rate: true time times (1 + rate), which changes now and then, stands still while
 * stopped, and can be made to jump.
 */
final class SimClock implements MonotonicClock {
    private static final long PPM = 1_000_000;

    private final Scheduler time;
    private long reading;
    private long readAt;
    private long ratePpm;
    private boolean stopped;

    SimClock(Scheduler time, long start, long ratePpm) {
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

    void setRate(long ppm) {
        settle();
        ratePpm = ppm;
    }

    void stop() {
        settle();
        stopped = true;
    }

    void go() {
        settle();
        stopped = false;
    }

    void jump(long nanos) {
        settle();
        reading += nanos;
    }

    private void settle() {
        reading = nanos();
        readAt = time.now();
    }
}
