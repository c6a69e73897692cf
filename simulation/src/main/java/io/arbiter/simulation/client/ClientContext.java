package io.arbiter.simulation.client;

import io.arbiter.simulation.cluster.SimCluster;
import io.arbiter.simulation.time.Env;

/** Everything that all clients of a run share. */
public final class ClientContext {
    private final Env env;
    private final SimCluster cluster;
    private final ClientObserver observer;
    private final Assumptions assumptions = new Assumptions();
    private final ProcessPauses pauses;

    public ClientContext(Env env, SimCluster cluster, ClientObserver observer) {
        this.env = env;
        this.cluster = cluster;
        this.observer = observer;
        this.pauses = new ProcessPauses(env, assumptions);
    }

    public Env env() {
        return env;
    }

    public SimCluster cluster() {
        return cluster;
    }

    ClientObserver observer() {
        return observer;
    }

    public Assumptions assumptions() {
        return assumptions;
    }

    public ProcessPauses pauses() {
        return pauses;
    }
}
