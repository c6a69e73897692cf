package io.arbiter.chaos.bench.workload;

import io.arbiter.chaos.bench.client.Caller;
import io.arbiter.chaos.bench.client.Request;
import io.arbiter.chaos.bench.loop.SeededRandom;
import io.arbiter.chaos.check.Checker;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** {@code echo}: each text is sent back. */
public final class EchoWorkload implements Workload {
    private long said;

    @Override
    public String name() {
        return "echo";
    }

    @Override
    public Worker worker(Caller caller, SeededRandom dice) {
        return new SingleCalls(
                caller,
                () -> Request.of("echo", "echo")
                        .with("echo", "Please echo " + ++said)
                        .result("echo", "echo"));
    }

    @Override
    public CompletableFuture<Void> conclude(List<Caller> callers) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public List<Checker> checkers() {
        return List.of(new Echoes(), Useful.PROGRESS);
    }

    @Override
    public Set<String> essentials() {
        return Set.of("echo");
    }
}
