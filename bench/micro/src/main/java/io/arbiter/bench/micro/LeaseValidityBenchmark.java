package io.arbiter.bench.micro;

import io.arbiter.client.gate.ClientClock;
import io.arbiter.client.gate.Gate;
import io.arbiter.client.gate.SendTime;
import io.arbiter.client.internal.lease.LeaseValidity;
import io.arbiter.v1.LeaseInfo;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The checks of a holder before each write: whether the lease was lost, and whether the session's gate is open. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LeaseValidityBenchmark {
    private final Gate gate = renewedGate();
    private final LeaseValidity right = new LeaseValidity(LeaseInfo.getDefaultInstance(), gate);

    private static Gate renewedGate() {
        var gate = new Gate(ClientClock.system(), Duration.ofHours(1), 10_000);
        gate.renewed(SendTime.now(ClientClock.system()));
        return gate;
    }

    @Benchmark
    public boolean gateIsOpen() {
        return gate.isOpen();
    }

    @Benchmark
    public boolean isOpen() {
        return right.isOpen();
    }

    @Benchmark
    public void requireOpen() {
        right.requireOpen();
    }

    /** The unavoidable part: both clocks, read once. */
    @Benchmark
    public long clocks() {
        return System.nanoTime() + System.currentTimeMillis();
    }
}
