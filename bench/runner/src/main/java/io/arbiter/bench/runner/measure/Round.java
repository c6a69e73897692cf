package io.arbiter.bench.runner.measure;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One round of one scenario on one system.
 *
 * @param cpu the servers' use of the processors in it
 * @param residentBytes the servers' memory at its end
 * @param steps number of the callers' steps
 * @param shares how evenly the callers got what they contended for, if they did
 */
public record Round(List<Reading> readings, Duration cpu, long residentBytes, long steps, Optional<Shares> shares) {
    /** The same, with shares. */
    public Round shared(Optional<Shares> found) {
        return new Round(readings, cpu, residentBytes, steps, found);
    }
}
