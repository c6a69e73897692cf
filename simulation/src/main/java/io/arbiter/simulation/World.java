package io.arbiter.simulation;

import io.arbiter.core.machine.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Everything that one seed puts together, and nothing that happens. */
final class World {
    /** Small, so that bounded memories really forget, and checks that walk the state are cheap. */
    static final Limits LIMITS = new Limits(100, 50, 20, 20, 48, 48, 32);

    final long seed;
    final Mutant mutant;
    final Scheduler time = new Scheduler();
    final Coverage coverage = new Coverage();
    final Dice dice;
    final Trace trace;
    final Settings settings;
    final SimNetwork network;
    final Hosts hosts;
    final List<SimReplica> replicas = new ArrayList<>();
    final List<SimClient> clients = new ArrayList<>();
    final SimStorage storage;
    final Oracle oracle;
    final SimLog log;
    final Checks checks;
    final Assumptions assumptions;
    final Nemesis nemesis;
    private boolean calm;

    World(long seed, Mutant mutant, Consumer<String> traceSink) {
        this.seed = seed;
        this.mutant = mutant;
        this.dice = new Dice(seed);
        this.trace = Trace.to(time, traceSink);
        this.settings = Settings.draw(dice);
        this.network = new SimNetwork(this);
        this.hosts = new Hosts(this);
        this.storage = new SimStorage(this, hosts.add("storage"));
        this.oracle = new Oracle(this);
        this.log = new SimLog(this, oracle.image());
        this.checks = new Checks(this);
        for (int i = 0; i < Settings.NODES; i++) {
            replicas.add(new SimReplica(this, hosts.addNode("node-" + i)));
        }
        for (int i = 0; i < settings.clients(); i++) {
            clients.add(new SimClient(this, hosts.add("client-" + i), temper(i)));
        }
        this.assumptions = new Assumptions(time);
        this.nemesis = new Nemesis(this);
    }

    private SimClient.Temper temper(int i) {
        List<String> wants = settings.resources().stream().filter(r -> dice.chance(0.75)).toList();
        boolean namesake = i > 0 && dice.chance(0.1);
        return new SimClient.Temper(namesake ? "client-0" : "client-" + i,
                dice.pick(List.of(1_000L, 2_000L, 3_000L, 5_000L)), dice.chance(0.2) ? dice.between(1, 3_000) : 0,
                !namesake && dice.chance(0.6), wants);
    }

    /** Whether the faults have ended. */
    boolean isCalm() {
        return calm;
    }

    void calmDown() {
        calm = true;
    }
}
