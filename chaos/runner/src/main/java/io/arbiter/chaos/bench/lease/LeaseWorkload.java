package io.arbiter.chaos.bench.lease;

import io.arbiter.chaos.bench.client.Caller;
import io.arbiter.chaos.bench.loop.EventLoop;
import io.arbiter.chaos.bench.loop.SeededRandom;
import io.arbiter.chaos.bench.workload.LeaseHolder;
import io.arbiter.chaos.bench.workload.Useful;
import io.arbiter.chaos.bench.workload.Worker;
import io.arbiter.chaos.bench.workload.Workload;
import io.arbiter.chaos.check.Checker;
import io.arbiter.chaos.check.GateExclusivity;
import io.arbiter.chaos.check.GuardOrder;
import io.arbiter.chaos.check.LostUpdates;
import io.arbiter.chaos.check.LostWrites;
import io.arbiter.chaos.check.TokenOrder;
import io.arbiter.chaos.check.linear.Linearizability;
import io.arbiter.chaos.history.Recorder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/** {@code lease}: holders, tokens, gates and guarded writes. */
public final class LeaseWorkload implements Workload {
    public static final String NAME = "lease";

    private final LeaseContext context;
    private final List<LeaseClient> clients = new ArrayList<>();

    public LeaseWorkload(EventLoop loop, LongSupplier trueTime, Recorder recorder, LeaseOptions options) {
        this.context = new LeaseContext(loop, trueTime, recorder, options);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Worker worker(Caller caller, SeededRandom dice) {
        var client = new LeaseClient(caller, dice, context);
        clients.add(client);
        return client;
    }

    @Override
    public CompletableFuture<Void> conclude(List<Caller> callers) {
        clients.forEach(LeaseClient::end);
        List<String> resources = IntStream.rangeClosed(1, context.options().resources())
                .mapToObj(n -> "r" + n)
                .toList();
        return new FinalReads(context, callers, resources).begin();
    }

    @Override
    public List<Checker> checkers() {
        return List.of(
                Linearizability.ofLeases(),
                new TokenOrder(),
                new GateExclusivity(),
                new GuardOrder(),
                new LostUpdates(),
                new LostWrites(),
                Useful.PROGRESS);
    }

    @Override
    public Set<String> essentials() {
        return Set.of("open", "acquire", "renew", "guarded_read", "guarded_write");
    }

    @Override
    public List<LeaseHolder> leaseHolders() {
        return List.copyOf(clients);
    }
}
