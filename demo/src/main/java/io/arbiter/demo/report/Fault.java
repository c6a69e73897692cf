package io.arbiter.demo.report;

import java.time.Instant;

/** An injected fault: what was done to a region, and for how long. */
public record Fault(int number, String region, Kind kind, Instant from, Instant to) {

    /** The kinds of faults. */
    public enum Kind {
        KILLED,
        PAUSED,
        CUT_OFF
    }
}
