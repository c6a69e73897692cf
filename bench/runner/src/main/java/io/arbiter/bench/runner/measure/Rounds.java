package io.arbiter.bench.runner.measure;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Plays rounds of closed loops against the machine's clock. */
public final class Rounds {
    private static final Duration DRAIN = Duration.ofMinutes(1);

    private Rounds() {
    }

    /**
     * Plays one round.
     *
     * @param names of the operations that the step notes
     * @throws IllegalStateException if a step fails, or the last ones do not end within a minute
     */
    public static Round play(int callers, Step step, List<String> names, Duration length, List<Process> servers)
            throws InterruptedException {
        Usage before = Usage.of(servers);
        List<String> all = new java.util.ArrayList<>(names);
        all.add(ClosedLoop.STEP);
        var begun = ClosedLoop.start(callers, step, new Timings(NanoClock.SYSTEM, all, length.toNanos()));
        try {
            Timings timings = begun.get(length.plus(DRAIN).toMillis(), TimeUnit.MILLISECONDS);
            Usage after = Usage.of(servers);
            return new Round(names.stream().map(name -> Reading.of(timings, name)).toList(),
                    after.cpu().minus(before.cpu()), after.residentBytes(),
                    timings.latencies(ClosedLoop.STEP).getTotalCount());
        } catch (ExecutionException failed) {
            throw new IllegalStateException("a call failed: " + failed.getCause().getMessage(), failed.getCause());
        } catch (TimeoutException stuck) {
            throw new IllegalStateException("calls have not been answered for " + DRAIN.toSeconds() + " s", stuck);
        }
    }
}
