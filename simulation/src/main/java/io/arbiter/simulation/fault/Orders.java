package io.arbiter.simulation.fault;

import io.arbiter.core.command.Command;
import io.arbiter.simulation.cluster.Host;
import io.arbiter.simulation.cluster.SimCluster;
import io.arbiter.simulation.cluster.SimReplica;
import io.arbiter.simulation.time.Env;
import io.arbiter.simulation.time.Scheduler;

/** What one operator sends, to any replica, from a machine of his own. */
final class Orders {
    private final Env env;
    private final SimCluster cluster;
    private final Host host;

    Orders(Env env, SimCluster cluster, String host) {
        this.env = env;
        this.cluster = cluster;
        this.host = cluster.hosts().add(host);
    }

    /** At times again much later, because a repeated order must not strike what is newer. */
    void send(Command order) {
        sendOnce(order);
        if (env.random().chance(0.3)) {
            env.time().after(env.random().skewed(0, 10 * Scheduler.SECOND), () -> {
                if (!env.isHealed()) {
                    sendOnce(order);
                }
            });
        }
    }

    void sendOnce(Command order) {
        SimReplica replica = env.random().pick(cluster.replicas());
        cluster.network().send(host, replica.host(), () -> replica.service().handle(order, outcome -> {}));
    }
}
