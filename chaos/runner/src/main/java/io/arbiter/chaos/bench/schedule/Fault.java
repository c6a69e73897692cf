package io.arbiter.chaos.bench.schedule;

import io.arbiter.chaos.bench.nemesis.Strike;
import java.time.Duration;

/**
 * A strike with its time.
 *
 * @param begin since the run started
 * @param end likewise
 */
public record Fault(String kind, Duration begin, Duration end, Strike strike) {
    @Override
    public String toString() {
        return "%7.1f s to %7.1f s  %-13s %s"
                .formatted(begin.toMillis() / 1e3, end.toMillis() / 1e3, kind, strike.plan());
    }
}
