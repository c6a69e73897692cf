package io.arbiter.demo.report;

import java.time.Instant;

/** What was done to a region, and for how long. */
public record Fault(int number, String region, Kind kind, Instant from, Instant to) {

    /** What was done. */
    public enum Kind {
        KILLED("node and writer killed"),
        PAUSED("node and writer stopped (SIGSTOP)"),
        CUT_OFF("cut off from the other regions");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    boolean covers(Instant moment) {
        return !moment.isBefore(from) && moment.isBefore(to);
    }
}
