package io.arbiter.bench.runner.measure;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One round of one scenario on one system.
 *
 * @param cpu what the servers used of the processors in it
 * @param residentBytes what memory they had at its end
 * @param steps how often the callers did what they do
 * @param shares how evenly the callers got what they contended for, if they did
 */
public record Round(List<Reading> readings, Duration cpu, long residentBytes, long steps, Optional<Shares> shares) {
    /** The same, with shares. */
    public Round shared(Optional<Shares> found) {
        return new Round(readings, cpu, residentBytes, steps, found);
    }
}
