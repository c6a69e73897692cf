package io.arbiter.chaos.bench.workload;

import io.arbiter.chaos.bench.client.Caller;
import io.arbiter.chaos.bench.client.Request;
import io.arbiter.chaos.bench.loop.SeededRandom;
import io.arbiter.chaos.check.Checker;
import io.arbiter.chaos.check.UniqueIds;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** {@code unique-ids}: no id is given out twice. */
public final class UniqueIdsWorkload implements Workload {
    @Override
    public String name() {
        return "unique-ids";
    }

    @Override
    public Worker worker(Caller caller, SeededRandom dice) {
        return new SingleCalls(caller, () -> Request.of("generate", "generate").result("id", "id"));
    }

    @Override
    public CompletableFuture<Void> conclude(List<Caller> callers) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public List<Checker> checkers() {
        return List.of(new UniqueIds(), Useful.PROGRESS);
    }

    @Override
    public Set<String> essentials() {
        return Set.of("generate");
    }
}
