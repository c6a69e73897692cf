package io.arbiter.simulation;

import io.arbiter.simulation.check.Checks;
import io.arbiter.simulation.client.ClientContext;
import io.arbiter.simulation.client.ClientProfile;
import io.arbiter.simulation.client.SimClient;
import io.arbiter.simulation.cluster.Host;
import io.arbiter.simulation.cluster.SimCluster;
import io.arbiter.simulation.fault.Nemesis;
import io.arbiter.simulation.mutant.Mutant;
import io.arbiter.simulation.time.Env;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** All parts of one run, drawn from its seed in this order; {@link Simulation} runs them. */
final class World {
    final Env env;
    final SimCluster cluster;
    final Checks checks;
    final List<SimClient> clients = new ArrayList<>();
    final Nemesis nemesis;

    World(long seed, Mutant mutant, Consumer<String> traceSink) {
        this.env = new Env(seed, mutant, traceSink);
        this.cluster = new SimCluster(env);
        this.checks = new Checks(env, cluster, clients);
        cluster.addObserver(checks);
        var context = new ClientContext(env, cluster, checks);
        for (int i = 0; i < env.settings().clients(); i++) {
            Host host = cluster.hosts().add("client-" + i);
            clients.add(new SimClient(context, host, ClientProfile.draw(env, i)));
        }
        this.nemesis = new Nemesis(context, clients);
    }
}
