package io.arbiter.simulation;

import static io.arbiter.simulation.Scheduler.MILLI;
import static io.arbiter.simulation.Scheduler.SECOND;

import io.arbiter.core.event.Lease;
import io.arbiter.core.machine.Resource;
import io.arbiter.simulation.Coverage.Kind;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** One run: first safety under faults, then everything heals and progress is demanded. */
final class Simulation {
    private static final long PATIENCE = 60 * SECOND;

    private final World world;

    private Simulation(World world) {
        this.world = world;
    }

    /** @param traceSink hears of every event, or null */
    static RunReport run(long seed, Mutant mutant, Consumer<String> traceSink) {
        var world = new World(seed, mutant, traceSink);
        Optional<RuntimeException> violation = Optional.empty();
        try {
            new Simulation(world).run();
        } catch (Violation | IllegalStateException e) {
            world.trace.say("check", "VIOLATION %s", e.getMessage());
            violation = Optional.of(e);
        }
        return new RunReport(seed, mutant, violation, world.time.executed(), world.coverage, world.trace.last());
    }

    private void run() {
        world.trace.say("world", "seed %d: %s", world.seed, world.settings);
        world.replicas.forEach(SimReplica::boot);
        world.log.elections().begin();
        world.clients.forEach(SimClient::boot);
        world.nemesis.begin();
        world.time.runUntil(world.settings.faultNanos());
        world.trace.say("world", "heals");
        world.nemesis.mend();
        settle();
        world.checks.progress.begin();
        failOver(world.dice.chance(0.5));
        failOver(false);
        awaitProgress();
        world.checks.agreement.sameState();
    }

    /** Until the sessions of the dead have expired and the living have theirs. */
    private void settle() {
        long silence = world.settings.onSlowestClock(world.settings.silence(longestTtl()));
        world.time.runUntil(world.time.now() + 2 * silence + 5 * SECOND);
    }

    private long longestTtl() {
        return world.clients.stream().mapToLong(SimClient::ttlNanos).max().orElseThrow();
    }

    /** A holder dies while another waits, at times together with the leader. */
    private void failOver(boolean leaderToo) {
        Optional<Lease> lease = Optional.empty();
        for (int i = 0; i < 400 && lease.isEmpty(); i++) {
            world.time.runUntil(world.time.now() + 7 * MILLI);
            lease = contended();
        }
        if (lease.isEmpty()) {
            return;
        }
        world.coverage.count(leaderToo ? Kind.HEALED_FAILOVERS_WITH_LEADER : Kind.HEALED_FAILOVERS);
        world.checks.failover.expect(lease.get(), leaderToo);
        holder(lease.get()).orElseThrow().die();
        if (leaderToo) {
            world.trace.say(world.log.elections().leader(), "dies");
            world.log.elections().leader().crash();
            world.log.reconsider();
        }
        world.time.runUntil(world.checks.failover.deadline().orElseThrow() + MILLI);
        world.checks.failover.finish();
    }

    private Optional<Lease> contended() {
        List<Lease> found = world.oracle.state().resources().values().stream()
                .filter(resource -> !resource.waiters().isEmpty())
                .map(Resource::lease).flatMap(Optional::stream)
                .filter(lease -> holder(lease).isPresent())
                .toList();
        return found.isEmpty() ? Optional.empty() : Optional.of(world.dice.pick(found));
    }

    private Optional<SimClient> holder(Lease lease) {
        return world.clients.stream()
                .filter(client -> client.session() != null && client.session().id() == lease.session())
                .findFirst();
    }

    private void awaitProgress() {
        long end = world.time.now() + PATIENCE;
        while (!world.checks.progress.isDone() && world.time.now() < end) {
            world.time.runUntil(world.time.now() + SECOND / 2);
        }
        world.checks.progress.finish();
    }
}
