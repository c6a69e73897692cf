package io.arbiter.demo.report;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The tenures, writes and faults of each region between two moments. */
public record Timeline(Instant start, Instant end, List<Track> tracks) {
    public Timeline {
        if (!start.isBefore(end)) {
            throw new IllegalArgumentException("a timeline from " + start + " to " + end + " has no length");
        }
        tracks = List.copyOf(tracks);
    }

    /** The time span that one of so many cells stands for. */
    Duration cell(int cells) {
        return Duration.between(start, end).dividedBy(cells);
    }

    /** The cell in which a moment lies; moments outside lie in the first or the last. */
    int cellOf(Instant moment, int cells) {
        if (!moment.isBefore(end)) {
            return cells - 1;
        }
        long nanos = Duration.between(start, moment).toNanos();
        long index = Math.floorDiv(nanos, Math.max(1, cell(cells).toNanos()));
        return (int) Math.max(0, Math.min(cells - 1, index));
    }
}
