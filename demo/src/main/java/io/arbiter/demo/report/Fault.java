package io.arbiter.demo.report;

import java.time.Instant;

/** What was done to a region, and for how long. */
public record Fault(int number, String region, Kind kind, Instant from, Instant to) {

    /** What was done. */
    public enum Kind { KILLED, PAUSED, CUT_OFF }
}
