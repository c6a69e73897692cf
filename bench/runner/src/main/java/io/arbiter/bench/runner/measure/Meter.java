package io.arbiter.bench.runner.measure;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** One running round, by the machine's clock, and the servers' use of the machine in it. */
public final class Meter {
    private static final Duration DRAIN = Duration.ofMinutes(1);

    private final List<String> names;
    private final Duration length;
    private final List<Process> servers;
    private final Usage before;
    private final Timings timings;

    private Meter(List<String> names, Duration length, List<Process> servers) {
        this.names = names;
        this.length = length;
        this.servers = servers;
        this.before = Usage.of(servers);
        this.timings = new Timings(
                NanoClock.SYSTEM,
                Stream.concat(names.stream(), Stream.of(ClosedLoop.STEP)).toList(),
                length.toNanos());
    }

    /** Starts a round. @param names of the operations that are going to be noted */
    public static Meter begin(List<String> names, Duration length, List<Process> servers) {
        return new Meter(names, length, servers);
    }

    /** The place to note durations, and the whole of each step as {@link ClosedLoop#STEP}. */
    public Timings timings() {
        return timings;
    }

    /** Plays a closed loop from start to end. @throws IllegalStateException as {@link #await} does */
    public Round loop(int callers, Step step) throws InterruptedException {
        await(ClosedLoop.start(callers, step, timings));
        return end();
    }

    /**
     * Waits for a call of this round.
     *
     * @throws IllegalStateException if it fails, or is not there a minute after the round's length
     */
    public <T> T await(CompletableFuture<T> call) throws InterruptedException {
        try {
            return call.get(length.plus(DRAIN).toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            throw new IllegalStateException(
                    "a call failed: " + failed.getCause().getMessage(), failed.getCause());
        } catch (TimeoutException stuck) {
            throw new IllegalStateException("calls were not answered within " + DRAIN.toSeconds() + " s", stuck);
        }
    }

    /** The finished round. */
    public Round end() {
        Usage after = Usage.of(servers);
        return new Round(
                names.stream().map(name -> Reading.of(timings, name)).toList(),
                after.cpu().minus(before.cpu()),
                after.residentBytes(),
                timings.latencies(ClosedLoop.STEP).getTotalCount(),
                Shares.NONE);
    }
}
