package io.arbiter.simulation;

import static io.arbiter.simulation.time.Scheduler.MILLI;
import static io.arbiter.simulation.time.Scheduler.SECOND;

import io.arbiter.core.event.Lease;
import io.arbiter.core.machine.Resource;
import io.arbiter.simulation.check.ViolationException;
import io.arbiter.simulation.client.SimClient;
import io.arbiter.simulation.cluster.SimCluster;
import io.arbiter.simulation.mutant.Mutant;
import io.arbiter.simulation.time.Coverage.Kind;
import io.arbiter.simulation.time.Env;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** One run: first safety under faults, then everything heals and progress is demanded. */
final class Simulation {
    private static final long PROGRESS_TIMEOUT = 60 * SECOND;

    private final World world;
    private final Env env;
    private final SimCluster cluster;

    private Simulation(World world) {
        this.world = world;
        this.env = world.env;
        this.cluster = world.cluster;
    }

    /** @param traceSink receives every event, or null */
    static RunReport run(long seed, Mutant mutant, Consumer<String> traceSink) {
        var world = new World(seed, mutant, traceSink);
        world.env.trace().record("world", "seed %d: %s", seed, world.env.settings());
        Optional<RuntimeException> violation = Optional.empty();
        try {
            new Simulation(world).run();
        } catch (ViolationException | IllegalStateException e) {
            world.env.trace().record("check", "VIOLATION %s", e.getMessage());
            violation = Optional.of(e);
        }
        return new RunReport(
                seed,
                mutant,
                violation,
                world.env.time().executed(),
                world.env.coverage(),
                world.env.trace().last());
    }

    private void run() {
        world.cluster.boot();
        world.clients.forEach(SimClient::boot);
        world.nemesis.start();
        env.time().runUntil(env.settings().faultNanos());
        env.trace().record("world", "heals");
        world.nemesis.heal();
        settle();
        world.checks.progress().start();
        failOver(env.random().chance(0.5));
        failOver(false);
        awaitProgress();
        world.checks.agreement().sameState();
    }

    /** Waits until the sessions of dead clients have expired, and the living have theirs. */
    private void settle() {
        long silence = env.settings().onSlowestClock(env.settings().silence(longestTtl()));
        env.time().runUntil(env.time().now() + 2 * silence + 5 * SECOND);
    }

    private long longestTtl() {
        return world.clients.stream().mapToLong(SimClient::ttlNanos).max().orElseThrow();
    }

    /** Kills a holder while another client waits, at times together with the leader. */
    private void failOver(boolean leaderToo) {
        Optional<Lease> lease = Optional.empty();
        for (int i = 0; i < 400 && lease.isEmpty(); i++) {
            env.time().runUntil(env.time().now() + 7 * MILLI);
            lease = contended();
        }
        if (lease.isEmpty()) {
            return;
        }
        env.coverage().count(leaderToo ? Kind.HEALED_FAILOVERS_WITH_LEADER : Kind.HEALED_FAILOVERS);
        world.checks.failover().expect(lease.get(), leaderToo);
        holder(lease.get()).orElseThrow().die();
        if (leaderToo) {
            env.trace().record(cluster.log().elections().leader(), "dies");
            cluster.log().elections().leader().crash();
            cluster.log().reconsider();
        }
        env.time().runUntil(world.checks.failover().deadline().orElseThrow() + MILLI);
        world.checks.failover().finish();
    }

    private Optional<Lease> contended() {
        List<Lease> found = cluster.oracle().state().resources().values().stream()
                .filter(resource -> !resource.waiters().isEmpty())
                .map(Resource::lease)
                .flatMap(Optional::stream)
                .filter(lease -> holder(lease).isPresent())
                .toList();
        return found.isEmpty() ? Optional.empty() : Optional.of(env.random().pick(found));
    }

    private Optional<SimClient> holder(Lease lease) {
        return world.clients.stream()
                .filter(client -> client.session() != null && client.session().id() == lease.session())
                .findFirst();
    }

    private void awaitProgress() {
        long end = env.time().now() + PROGRESS_TIMEOUT;
        while (!world.checks.progress().isDone() && env.time().now() < end) {
            env.time().runUntil(env.time().now() + SECOND / 2);
        }
        world.checks.progress().finish();
    }
}
