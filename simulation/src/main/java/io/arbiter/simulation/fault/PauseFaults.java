package io.arbiter.simulation.fault;

import io.arbiter.core.command.Command;
import io.arbiter.core.command.OperatorAction;
import io.arbiter.core.pause.Pauses;
import io.arbiter.simulation.cluster.SimCluster;
import io.arbiter.simulation.time.Env;
import io.arbiter.simulation.time.Scheduler;
import java.util.List;

/** An operator who pauses failover while the system is in trouble, and resumes it. */
final class PauseFaults {
    private static final OperatorAction WHY = new OperatorAction("operator", "simulated");
    /** A resource that no client wants. */
    private static final String NOBODYS = "nobodys";

    private final Env env;
    private final SimCluster cluster;
    private final Orders orders;

    PauseFaults(Env env, SimCluster cluster) {
        this.env = env;
        this.cluster = cluster;
        this.orders = new Orders(env, cluster, "pausing-operator");
    }

    List<Runnable> all() {
        return List.of(this::pause, this::resume);
    }

    private void pause() {
        orders.send(order(true, env.random().pick(List.of("", "orders/", "orders/1"))));
    }

    private void resume() {
        Pauses now = pauses();
        String scope = now.size() == 0
                ? ""
                : env.random().pick(List.copyOf(now.byScope().keySet()));
        orders.send(order(false, scope));
    }

    private Command order(boolean paused, String scope) {
        long version = pauses().version() + (env.random().chance(0.9) ? 0 : 1);
        return new Command.ChangePauses(paused, scope, version, WHY);
    }

    /** Ends all pauses; again until it is done, and past every version that an order in flight can name. */
    void heal() {
        endAll(pauses().version() + 3);
    }

    private void endAll(long version) {
        Pauses now = pauses();
        if (now.size() > 0 || now.version() < version) {
            boolean ends = now.size() > 0;
            String scope = ends ? now.byScope().firstKey() : NOBODYS;
            orders.sendOnce(new Command.ChangePauses(!ends, scope, now.version(), WHY));
            env.time().after(200 * Scheduler.MILLI, () -> endAll(version));
        }
    }

    private Pauses pauses() {
        return cluster.oracle().state().pauses();
    }
}
