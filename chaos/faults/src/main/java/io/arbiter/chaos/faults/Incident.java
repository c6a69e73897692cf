package io.arbiter.chaos.faults;

import java.time.Instant;

/**
 * A server ended in a way that no fault explains: to be looked into.
 *
 * @param at       when it was noticed, wall clock, for people
 * @param region   whose server
 * @param exitCode see docs/operations.md; 128 + N for signal N
 * @param lastWords the last lines of its log
 */
public record Incident(Instant at, String region, int exitCode, String lastWords) {
    @Override
    public String toString() {
        return at + " " + region + " ended with exit code " + exitCode + ":\n" + lastWords.indent(4);
    }
}
