package io.arbiter.simulation.fault;

import io.arbiter.simulation.client.SimClient;
import io.arbiter.simulation.cluster.Host;
import io.arbiter.simulation.cluster.SimCluster;
import io.arbiter.simulation.cluster.SimReplica;
import io.arbiter.simulation.time.Coverage.Kind;
import io.arbiter.simulation.time.Env;
import io.arbiter.simulation.time.RunSettings;
import io.arbiter.simulation.time.Scheduler;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Faults of nodes and links. */
final class ClusterFaults {
    private final Env env;
    private final SimCluster cluster;
    private final List<SimClient> clients;
    private final ClusterLoss loss;

    ClusterFaults(Env env, SimCluster cluster, List<SimClient> clients, ClusterLoss loss) {
        this.env = env;
        this.cluster = cluster;
        this.clients = clients;
        this.loss = loss;
    }

    List<Runnable> all() {
        return List.of(
                this::crash,
                this::stop,
                this::unseat,
                this::isolateRegion,
                this::isolateLeader,
                this::cutLink,
                this::slowDown);
    }

    private void crash() {
        SimReplica replica = env.random().pick(cluster.replicas());
        if (!replica.host().isRunning()) {
            return;
        }
        env.coverage().count(Kind.REPLICA_CRASHES);
        env.trace().record(replica, "crashes");
        replica.crash();
        cluster.log().reconsider();
        env.time().after(duration(), () -> {
            if (!loss.isLost()) {
                cluster.start(replica);
            }
        });
    }

    /** SIGSTOP, or a suspended VM: a leader that wakes up assumes that it still leads. */
    private void stop() {
        SimReplica replica = env.random().pick(cluster.replicas());
        if (!replica.host().isRunning()) {
            return;
        }
        env.coverage().count(Kind.REPLICA_STOPS);
        env.trace().record(replica, "is stopped");
        replica.host().stop(env.random().chance(0.5));
        cluster.log().reconsider();
        env.time().after(duration(), () -> {
            replica.host().resume();
            cluster.log().reconsider();
        });
    }

    private void unseat() {
        cluster.log().elections().call();
    }

    private void isolateRegion() {
        isolate(env.random().pick(cluster.replicas()));
    }

    private void isolateLeader() {
        SimReplica leader = cluster.log().elections().leader();
        if (leader != null) {
            isolate(leader);
        }
    }

    /** Cuts a node off, at times with the clients of its region; they still reach the storage. */
    private void isolate(SimReplica replica) {
        env.coverage().count(Kind.PARTITIONS);
        env.trace().record(replica, "is cut off");
        boolean wholeRegion = env.random().chance(0.5);
        List<Host> inside = new ArrayList<>(List.of(replica.host()));
        List<Host> outside = new ArrayList<>();
        Stream.concat(
                        cluster.replicas().stream().filter(r -> r != replica).map(SimReplica::host),
                        clients.stream().map(SimClient::host))
                .forEach(host -> {
                    boolean near = wholeRegion
                            && host.id() % RunSettings.NODES == replica.host().id() % RunSettings.NODES;
                    (near ? inside : outside).add(host);
                });
        cut(inside, outside);
        cut(outside, inside);
    }

    private void cut(List<Host> from, List<Host> to) {
        Runnable heal = cluster.network().cut(from, to);
        cluster.log().reconsider();
        env.time().after(duration(), () -> {
            heal.run();
            cluster.log().reconsider();
        });
    }

    /** Cuts one direction between any two machines. */
    private void cutLink() {
        Host from = env.random().pick(cluster.hosts().all());
        Host to = env.random().pick(cluster.hosts().all());
        if (from != to) {
            env.coverage().count(Kind.LINKS_CUT);
            cut(List.of(from), List.of(to));
        }
    }

    private void slowDown() {
        SimReplica replica = env.random().pick(cluster.replicas());
        env.coverage().count(Kind.SLOW_FOLLOWERS);
        replica.setSlow(true);
        env.time().after(duration(), () -> replica.setSlow(false));
    }

    private long duration() {
        return env.random().aroundTtl(3 * Scheduler.SECOND);
    }
}
