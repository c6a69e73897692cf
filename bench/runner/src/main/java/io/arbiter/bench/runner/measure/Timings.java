package io.arbiter.bench.runner.measure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Durations of the operations of one round, by name. One that starts in the round counts as a latency even if it ends
 * after it, otherwise a stall at the end would go unseen; throughput counts those that end within. Thread-safe.
 */
public final class Timings {
    /** Nanoseconds; an operation that takes longer counts as an hour. */
    private static final long LONGEST = 3_600_000_000_000L;

    private static final long FINEST = 1_000;
    private static final int DIGITS = 3;

    private final NanoClock clock;
    private final long beginNanos;
    private final long lengthNanos;
    private final Map<String, Timing> timings = new LinkedHashMap<>();

    private static final class Timing {
        private final Histogram latencies = new ConcurrentHistogram(FINEST, LONGEST, DIGITS);
        private final LongAdder inTime = new LongAdder();
    }

    /** A round of that length that starts now. */
    public Timings(NanoClock clock, List<String> names, long lengthNanos) {
        this.clock = clock;
        this.beginNanos = clock.nanos();
        this.lengthNanos = lengthNanos;
        names.forEach(name -> timings.put(name, new Timing()));
    }

    /** Notes that the operation which started then ends now. @return now */
    public long ended(String name, long begunNanos) {
        Timing timing = timings.get(name);
        long now = clock.nanos();
        timing.latencies.recordValue(Math.min(LONGEST, now - begunNanos));
        if (now - beginNanos <= lengthNanos) {
            timing.inTime.increment();
        }
        return now;
    }

    /** Now, on the clock of this round. */
    public long nanos() {
        return clock.nanos();
    }

    /** Whether the time of this round is up. */
    public boolean isOver() {
        return clock.nanos() - beginNanos >= lengthNanos;
    }

    List<String> names() {
        return List.copyOf(timings.keySet());
    }

    /** Not corrected. */
    Histogram latencies(String name) {
        return timings.get(name).latencies;
    }

    double perSecond(String name) {
        return timings.get(name).inTime.sum() / (lengthNanos / 1e9);
    }
}
