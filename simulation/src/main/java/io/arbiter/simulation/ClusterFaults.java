package io.arbiter.simulation;

import io.arbiter.simulation.Coverage.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Faults of nodes and links. */
final class ClusterFaults {
    private final World world;

    ClusterFaults(World world) {
        this.world = world;
    }

    List<Runnable> all() {
        return List.of(this::crash, this::stop, this::unseat, this::isolateRegion, this::isolateLeader, this::cutLink,
                this::slowDown);
    }

    private void crash() {
        SimReplica replica = world.dice.pick(world.replicas);
        if (!replica.host().isRunning()) {
            return;
        }
        world.coverage.count(Kind.REPLICA_CRASHES);
        world.trace.say(replica, "crashes");
        replica.crash();
        world.log.reconsider();
        world.time.after(duration(), () -> {
            if (!world.nemesis.clusterIsLost()) {
                world.nemesis.start(replica);
            }
        });
    }

    /** SIGSTOP, or a suspended VM: a leader that wakes up believes that it still leads. */
    private void stop() {
        SimReplica replica = world.dice.pick(world.replicas);
        if (!replica.host().isRunning()) {
            return;
        }
        world.coverage.count(Kind.REPLICA_STOPS);
        world.trace.say(replica, "is stopped");
        replica.host().stop(world.dice.chance(0.5));
        world.log.reconsider();
        world.time.after(duration(), () -> {
            replica.host().resume();
            world.log.reconsider();
        });
    }

    private void unseat() {
        world.log.elections().call();
    }

    private void isolateRegion() {
        isolate(world.dice.pick(world.replicas));
    }

    private void isolateLeader() {
        SimReplica leader = world.log.elections().leader();
        if (leader != null) {
            isolate(leader);
        }
    }

    /** Cuts a node off, at times with the clients of its region; they still reach the storage. */
    private void isolate(SimReplica replica) {
        world.coverage.count(Kind.PARTITIONS);
        world.trace.say(replica, "is cut off");
        boolean wholeRegion = world.dice.chance(0.5);
        List<Host> inside = new ArrayList<>(List.of(replica.host()));
        List<Host> outside = new ArrayList<>();
        Stream.concat(world.replicas.stream().filter(r -> r != replica).map(SimReplica::host),
                world.clients.stream().map(SimClient::host)).forEach(host -> {
                    boolean near = wholeRegion && host.id() % Settings.NODES == replica.host().id() % Settings.NODES;
                    (near ? inside : outside).add(host);
                });
        cut(inside, outside);
        cut(outside, inside);
    }

    private void cut(List<Host> from, List<Host> to) {
        Runnable mend = world.network.cut(from, to);
        world.log.reconsider();
        world.time.after(duration(), () -> {
            mend.run();
            world.log.reconsider();
        });
    }

    /** One direction only, between any two machines. */
    private void cutLink() {
        Host from = world.dice.pick(world.hosts.all());
        Host to = world.dice.pick(world.hosts.all());
        if (from != to) {
            world.coverage.count(Kind.LINKS_CUT);
            cut(List.of(from), List.of(to));
        }
    }

    private void slowDown() {
        SimReplica replica = world.dice.pick(world.replicas);
        world.coverage.count(Kind.SLOW_FOLLOWERS);
        replica.setSlow(true);
        world.time.after(duration(), () -> replica.setSlow(false));
    }

    private long duration() {
        return world.nemesis.duration(3 * Scheduler.SECOND);
    }
}
