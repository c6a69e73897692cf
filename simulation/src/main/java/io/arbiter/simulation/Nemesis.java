package io.arbiter.simulation;

import static io.arbiter.simulation.Scheduler.MILLI;

import java.util.ArrayList;
import java.util.List;

/**
 * Strikes at random times until the world calms down, and then mends what it broke. Each run knows only some of the
 * faults: with all of them at once, those that disturb everything hide what the others would have shown.
 */
final class Nemesis {
    private final World world;
    private final List<Runnable> faults = new ArrayList<>();
    private final Disaster disaster;

    Nemesis(World world) {
        this.world = world;
        this.disaster = new Disaster(world);
        faults.addAll(new ClusterFaults(world).all());
        faults.addAll(new ClientFaults(world).all());
        faults.addAll(new ClockFaults(world).all());
        faults.addAll(new OperatorActs(world).all());
        double share = world.dice.pick(List.of(0.25, 0.5, 1.0));
        faults.removeIf(fault -> !world.dice.chance(share));
    }

    void begin() {
        disaster.plan();
        strikeLater();
    }

    private void strikeLater() {
        world.time.after(world.dice.skewed(20 * MILLI, world.settings.faultGap()), () -> {
            if (!world.isCalm() && !faults.isEmpty()) {
                world.dice.pick(faults).run();
                strikeLater();
            }
        });
    }

    /** Stops a client's process, often for about as long as it takes to be given up for dead. */
    void stopForAWhile(SimClient client, boolean suspended) {
        world.trace.say(client, suspended ? "is suspended" : "is stopped");
        client.host().stop(suspended);
        if (suspended) {
            world.assumptions.suspended(client.host());
        }
        world.time.after(duration(client.ttlNanos()), () -> {
            world.trace.say(client, "resumes");
            resume(client);
        });
    }

    private void resume(SimClient client) {
        world.assumptions.resumed(client.host());
        client.host().resume();
    }

    /** How long a fault lasts: often about one TTL, where the races are. */
    long duration(long ttl) {
        return world.dice.chance(0.5) ? world.dice.between(ttl * 8 / 10, ttl * 13 / 10) : world.dice.skewed(0, 3 * ttl);
    }

    /** Everything runs and is connected again; clocks stay as wrong as they are. */
    void mend() {
        world.calmDown();
        world.network.heal();
        for (SimReplica replica : world.replicas) {
            replica.setSlow(false);
            start(replica);
            replica.host().resume();
        }
        for (SimClient client : world.clients) {
            resume(client);
            if (client.host().isDown()) {
                client.boot();
            }
        }
        world.log.reconsider();
    }

    /** Boots a replica that is down. */
    void start(SimReplica replica) {
        if (replica.host().isDown()) {
            world.trace.say(replica, "starts");
            replica.host().start();
            replica.boot();
            world.log.reconsider();
        }
    }

    boolean clusterIsLost() {
        return disaster.isLost();
    }
}
