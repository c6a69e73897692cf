package io.arbiter.client.gate;

/**
 * A reading of both clocks, and the time that had passed by then. Remembers the marks before it, because a
 * renewal that was sent before a step of the wall clock can be acknowledged after it.
 */
record ClockMark(long nanos, long wallMillis, long elapsedNanos, ClockMark previous, int age) {
    /**
     * More steps than that while one renewal is under way are not distinguished: the renewal then counts as
     * long ago.
     */
    private static final int MAX_REMEMBERED = 64;

    ClockMark(SendTime reading, long elapsedNanos, ClockMark previous) {
        this(reading.nanos(), reading.wallMillis(), elapsedNanos, previous, previous == null ? 0 : previous.age + 1);
    }

    ClockMark next(SendTime reading, long elapsed) {
        return new ClockMark(reading, elapsed, newest(MAX_REMEMBERED));
    }

    /** This and at most that many before it. */
    private ClockMark newest(int count) {
        boolean last = count == 0 || previous == null;
        return new ClockMark(nanos, wallMillis, elapsedNanos, last ? null : previous.newest(count - 1), age);
    }

    /** Whether nothing came before it, remembered or not. */
    boolean isFirst() {
        return age == 0;
    }
}
