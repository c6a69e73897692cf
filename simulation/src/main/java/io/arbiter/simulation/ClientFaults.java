package io.arbiter.simulation;

import io.arbiter.simulation.Coverage.Kind;
import java.util.List;

/** Faults of client processes and their machines. */
final class ClientFaults {
    private final World world;

    ClientFaults(World world) {
        this.world = world;
    }

    List<Runnable> all() {
        return List.of(this::pause, this::pause, this::suspend, this::crash, this::close, this::cutOff, this::cutOff);
    }

    private void pause() {
        SimClient client = anyHolder();
        if (client.host().isRunning()) {
            world.coverage.count(Kind.CLIENT_PAUSES);
            world.nemesis.stopForAWhile(client, false);
        }
    }

    private void suspend() {
        SimClient client = anyone();
        if (client.host().isRunning() && world.assumptions.allowSuspend(client.host())) {
            world.coverage.count(Kind.VM_SUSPENDS);
            world.nemesis.stopForAWhile(client, true);
        }
    }

    private void crash() {
        SimClient client = anyone();
        if (!client.host().isDown()) {
            world.coverage.count(Kind.CLIENT_CRASHES);
            client.crash();
            startLater(client);
        }
    }

    private void close() {
        SimClient client = anyone();
        if (client.host().isRunning() && client.session() != null) {
            world.coverage.count(Kind.CLEAN_CLOSES);
            client.close();
            client.host().after(world.dice.skewed(0, Scheduler.SECOND), () -> {
                client.crash();
                startLater(client);
            });
        }
    }

    private void startLater(SimClient client) {
        world.time.after(world.dice.skewed(Scheduler.MILLI, 3 * client.ttlNanos()), () -> {
            if (client.host().isDown() && !client.isDeadForGood()) {
                client.boot();
            }
        });
    }

    /** Neither hears from the nodes nor reaches them, or only one of the two. */
    private void cutOff() {
        SimClient client = world.dice.chance(0.7) ? anyHolder() : anyone();
        boolean deaf = world.dice.chance(0.7);
        boolean mute = !deaf || world.dice.chance(0.7);
        world.coverage.count(Kind.LINKS_CUT);
        world.trace.say(client, "is cut off%s%s", deaf ? ", deaf" : "", mute ? ", mute" : "");
        List<Host> nodes = world.replicas.stream().map(SimReplica::host).toList();
        long duration = world.nemesis.duration(client.ttlNanos());
        if (deaf) {
            world.time.after(duration, world.network.cut(nodes, List.of(client.host())));
        }
        if (mute) {
            world.time.after(duration, world.network.cut(List.of(client.host()), nodes));
        }
    }

    /** Anyone, if nobody holds anything. */
    private SimClient anyHolder() {
        List<SimClient> holders = world.clients.stream()
                .filter(client -> client.session() != null)
                .filter(client -> client.session().tenures().stream().anyMatch(Tenure::isOpen)).toList();
        return holders.isEmpty() ? anyone() : world.dice.pick(holders);
    }

    private SimClient anyone() {
        return world.dice.pick(world.clients);
    }
}
