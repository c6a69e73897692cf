package io.arbiter.simulation.fault;

import io.arbiter.core.command.Command;
import io.arbiter.core.command.OperatorAction;
import io.arbiter.core.machine.Resource;
import io.arbiter.core.policy.Failover;
import io.arbiter.core.policy.Policies;
import io.arbiter.core.policy.Policy;
import io.arbiter.core.policy.PolicyChange;
import io.arbiter.simulation.cluster.SimCluster;
import io.arbiter.simulation.time.Env;
import io.arbiter.simulation.time.RunSettings;
import io.arbiter.simulation.time.Scheduler;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** An operator who changes policies while the system is in trouble, and lets other regions follow a lost one. */
final class PolicyFaults {
    private static final OperatorAction WHY = new OperatorAction("operator", "simulated");
    /** A resource that no client wants. */
    private static final String NOBODYS = "nobodys";

    private static final List<String> REGIONS = IntStream.range(0, RunSettings.NODES)
            .mapToObj(number -> "region-" + number)
            .toList();

    private final Env env;
    private final SimCluster cluster;
    private final Orders orders;

    PolicyFaults(Env env, SimCluster cluster) {
        this.env = env;
        this.cluster = cluster;
        this.orders = new Orders(env, cluster, "policy-operator");
    }

    List<Runnable> all() {
        return List.of(this::change, this::change, this::letOthersFollow);
    }

    private void change() {
        Policies now = policies();
        var scopes = new ArrayList<>(List.of("", "orders/", "orders/1"));
        String scope = env.random().pick(scopes);
        scopes.remove(scope);
        boolean deletes = now.size() > 0 && env.random().chance(0.3);
        long version = env.random().chance(0.9) ? now.version() : now.version() + 1;
        orders.send(new Command.ChangePolicies(
                new PolicyChange(version, List.of(policy(scope)), deletes ? List.of(scopes.get(0)) : List.of()), WHY));
    }

    private Policy policy(String scope) {
        List<String> some = env.random().chance(0.5)
                ? List.of()
                : REGIONS.stream().filter(region -> env.random().chance(0.6)).toList();
        List<String> preferred = (some.isEmpty() ? REGIONS : some)
                .stream().filter(region -> env.random().chance(0.5)).toList();
        boolean shortTtl = env.random().chance(0.2);
        return new Policy(
                scope,
                new TreeSet<>(some),
                preferred,
                env.random().chance(0.5) ? Failover.MANUAL : Failover.AUTOMATIC,
                env.random().chance(0.2) ? env.random().between(1, 3_000) : 0,
                1_000,
                shortTtl ? 2_000 : 3_600_000);
    }

    private void letOthersFollow() {
        List<Resource> confined = cluster.oracle().state().resources().values().stream()
                .filter(resource -> resource.confinement().isPresent())
                .toList();
        if (!confined.isEmpty()) {
            Resource resource = env.random().pick(confined);
            orders.send(new Command.BreakLease(
                    resource.name(), resource.confinement().orElseThrow().token(), WHY));
        }
    }

    /**
     * Deletes all policies, since they may keep a living client from what it wants; again until it is done, and past
     * every version that an order in flight can name.
     */
    void heal() {
        deleteAll(policies().version() + 3);
    }

    private void deleteAll(long version) {
        Policies now = policies();
        boolean changesMore = now.version() < version;
        if (now.size() > 0 || changesMore) {
            List<String> others = now.byScope().keySet().stream()
                    .filter(scope -> !changesMore || !scope.equals(NOBODYS))
                    .toList();
            Failover failover = now.version() % 2 == 0 ? Failover.MANUAL : Failover.AUTOMATIC;
            var harmless = new Policy(NOBODYS, new TreeSet<>(), List.of(), failover, 0, 1_000, 3_600_000);
            List<Policy> puts = changesMore ? List.of(harmless) : List.of();
            orders.sendOnce(new Command.ChangePolicies(new PolicyChange(now.version(), puts, others), WHY));
            env.time().after(200 * Scheduler.MILLI, () -> deleteAll(version));
        }
    }

    private Policies policies() {
        return cluster.oracle().state().policies();
    }
}
