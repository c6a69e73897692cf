package io.arbiter.simulation.fault;

import io.arbiter.simulation.client.ClientContext;
import io.arbiter.simulation.client.SimClient;
import io.arbiter.simulation.client.SimLease;
import io.arbiter.simulation.cluster.Host;
import io.arbiter.simulation.cluster.SimCluster;
import io.arbiter.simulation.cluster.SimReplica;
import io.arbiter.simulation.time.Coverage.Kind;
import io.arbiter.simulation.time.Env;
import io.arbiter.simulation.time.Scheduler;
import java.util.List;

/** Faults of client processes and their machines. */
final class ClientFaults {
    private final ClientContext context;
    private final Env env;
    private final SimCluster cluster;
    private final List<SimClient> clients;

    ClientFaults(ClientContext context, List<SimClient> clients) {
        this.context = context;
        this.env = context.env();
        this.cluster = context.cluster();
        this.clients = clients;
    }

    List<Runnable> all() {
        return List.of(this::pause, this::pause, this::suspend, this::crash, this::close, this::cutOff, this::cutOff);
    }

    private void pause() {
        SimClient client = anyHolder();
        if (client.host().isRunning()) {
            env.coverage().count(Kind.CLIENT_PAUSES);
            context.pauses().stop(client);
        }
    }

    private void suspend() {
        context.pauses().suspend(anyone());
    }

    private void crash() {
        SimClient client = anyone();
        if (!client.host().isDown()) {
            env.coverage().count(Kind.CLIENT_CRASHES);
            client.crash();
            startLater(client);
        }
    }

    private void close() {
        SimClient client = anyone();
        if (client.host().isRunning() && client.session() != null) {
            env.coverage().count(Kind.CLEAN_CLOSES);
            client.close();
            client.host().after(env.random().skewed(0, Scheduler.SECOND), () -> {
                client.crash();
                startLater(client);
            });
        }
    }

    private void startLater(SimClient client) {
        env.time().after(env.random().skewed(Scheduler.MILLI, 3 * client.ttlNanos()), () -> {
            if (client.host().isDown() && !client.isDeadForGood()) {
                client.boot();
            }
        });
    }

    /** Cuts a client off from the nodes, in both directions or in one. */
    private void cutOff() {
        SimClient client = env.random().chance(0.7) ? anyHolder() : anyone();
        boolean deaf = env.random().chance(0.7);
        boolean mute = !deaf || env.random().chance(0.7);
        env.coverage().count(Kind.LINKS_CUT);
        env.trace().record(client, "is cut off%s%s", deaf ? ", deaf" : "", mute ? ", mute" : "");
        List<Host> nodes = cluster.replicas().stream().map(SimReplica::host).toList();
        long duration = env.random().aroundTtl(client.ttlNanos());
        if (deaf) {
            env.time().after(duration, cluster.network().cut(nodes, List.of(client.host())));
        }
        if (mute) {
            env.time().after(duration, cluster.network().cut(List.of(client.host()), nodes));
        }
    }

    /** A client that holds a lease, or any client if none does. */
    private SimClient anyHolder() {
        List<SimClient> holders = clients.stream()
                .filter(client -> client.session() != null)
                .filter(client -> client.session().leases().stream().anyMatch(SimLease::isOpen))
                .toList();
        return holders.isEmpty() ? anyone() : env.random().pick(holders);
    }

    private SimClient anyone() {
        return env.random().pick(clients);
    }
}
