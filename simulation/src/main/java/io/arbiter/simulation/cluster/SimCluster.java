package io.arbiter.simulation.cluster;

import io.arbiter.core.machine.Limits;
import io.arbiter.core.machine.StateSnapshot;
import io.arbiter.simulation.time.Env;
import io.arbiter.simulation.time.RunSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Three replicas over one modelled log and network, and the storage that their leases protect. */
public final class SimCluster {
    /** Small, so that bounded memories really forget, and checks that walk the state are cheap. */
    public static final Limits LIMITS = new Limits(100, 50, 20, 20, 48, 48, 32);

    private final Env env;
    private final SimNetwork network;
    private final Hosts hosts;
    private final SimStorage storage;
    private final Oracle oracle;
    private final SimLog log;
    private final List<SimReplica> replicas = new ArrayList<>();
    private final List<ClusterObserver> observers = new ArrayList<>();

    public SimCluster(Env env) {
        this.env = env;
        this.network = new SimNetwork(env);
        this.hosts = new Hosts(env);
        this.storage = new SimStorage(env, this, hosts.add("storage"));
        this.oracle = new Oracle(env, this);
        this.log = new SimLog(env, this, oracle.image());
        for (int i = 0; i < RunSettings.NODES; i++) {
            replicas.add(new SimReplica(env, this, hosts.addNode("node-" + i)));
        }
    }

    public void addObserver(ClusterObserver observer) {
        observers.add(observer);
    }

    void notifyObservers(Consumer<ClusterObserver> event) {
        observers.forEach(event);
    }

    /** All replicas boot, and elect a leader. */
    public void boot() {
        replicas.forEach(SimReplica::boot);
        log.elections().start();
    }

    /** Boots a replica that is down. */
    public void start(SimReplica replica) {
        if (replica.host().isDown()) {
            env.trace().record(replica, "starts");
            replica.host().start();
            replica.boot();
            log.reconsider();
        }
    }

    /** All replicas, which have been wiped, start from a backup. */
    public void restore(StateSnapshot restored) {
        oracle.restore(restored);
        notifyObservers(ClusterObserver::restored);
        log.restore(restored);
        replicas.forEach(this::start);
    }

    public SimNetwork network() {
        return network;
    }

    public Hosts hosts() {
        return hosts;
    }

    public SimStorage storage() {
        return storage;
    }

    public Oracle oracle() {
        return oracle;
    }

    public SimLog log() {
        return log;
    }

    public List<SimReplica> replicas() {
        return replicas;
    }
}
