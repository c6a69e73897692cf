package io.arbiter.bench.micro;

import io.arbiter.fence.FencingGuard;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The guard with its marks in memory, for resources that it has seen before. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class GuardBenchmark {
    private static final int RESOURCES = 1_024;

    private final FencingGuard guard = FencingGuard.inMemory();
    private final String[] names =
            IntStream.range(0, RESOURCES).mapToObj("orders/%05d"::formatted).toArray(String[]::new);
    private long token = 1;
    private int next;

    public GuardBenchmark() {
        for (String name : names) {
            guard.check(name, token);
        }
    }

    /** The usual case: one write after the other under one lease. */
    @Benchmark
    public void checkSameToken() {
        guard.check(names[0], token);
    }

    /** Each check comes with a newer lease, so that the mark is raised. */
    @Benchmark
    public void checkNewerToken() {
        guard.check(names[1], ++token);
    }

    @Benchmark
    public void checkOneOfManyResources() {
        guard.check(names[next++ & RESOURCES - 1], Long.MAX_VALUE);
    }
}
