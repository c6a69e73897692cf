package io.arbiter.bench.micro;

import io.arbiter.core.command.Command;
import io.arbiter.core.command.LeaseRef;
import io.arbiter.core.expiry.ExpiryTracker;
import io.arbiter.core.machine.LeaseMachine;
import io.arbiter.core.machine.Limits;
import io.arbiter.core.outcome.Outcome;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The core's apply, with the expiry tracker that listens to it on every server; nanoseconds per command. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ApplyBenchmark {
    private static final int LEASES_EACH = 100;
    private static final int NAMES = 1 << 12;

    @Param({"1000", "100000", "1000000"})
    public int leases;

    private final SplittableRandom random = new SplittableRandom(1);
    private final String[] names = new String[NAMES];
    private LeaseMachine machine;
    private int sessions;
    private long index;

    @Setup
    public void setUp() {
        machine = new LeaseMachine(Limits.DEFAULT, new ExpiryTracker(System::nanoTime, Duration.ofSeconds(1)));
        var fleet = new Fleet(LEASES_EACH, this::apply);
        fleet.growTo(leases);
        sessions = fleet.sessions();
        for (int i = 0; i < NAMES; i++) {
            names[i] = "fleet/%07d/free-%d".formatted(1 + random.nextInt(sessions), i);
        }
    }

    /** A free resource somewhere among the others is acquired and released. */
    @Benchmark
    @OperationsPerInvocation(2)
    public Outcome acquireAndRelease() {
        String name = names[random.nextInt(NAMES)];
        long session = 1 + random.nextInt(sessions);
        var acquired = (Outcome.LeaseAcquired) apply(new Command.Acquire(name, session, false, 1));
        return apply(
                new Command.Release(new LeaseRef(name, session, acquired.lease().token())));
    }

    /** Renews a session anywhere among the others; the outcome confirms the leases that the session knew. */
    @Benchmark
    public Outcome renew() {
        return apply(new Command.RenewSession(1 + random.nextInt(sessions), LEASES_EACH));
    }

    private Outcome apply(Command command) {
        return machine.apply(++index, Fleet.wallMillis(), command).outcome();
    }
}
