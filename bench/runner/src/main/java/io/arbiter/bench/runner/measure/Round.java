package io.arbiter.bench.runner.measure;

import java.time.Duration;
import java.util.List;

/**
 * One round of one scenario on one system.
 *
 * @param cpu what the servers used of the processors in it
 * @param residentBytes what memory they had at its end
 * @param steps how often the callers did what they do
 */
public record Round(List<Reading> readings, Duration cpu, long residentBytes, long steps) {
}
