package io.arbiter.simulation.fault;

import static io.arbiter.simulation.time.Scheduler.MILLI;

import io.arbiter.simulation.client.ClientContext;
import io.arbiter.simulation.client.SimClient;
import io.arbiter.simulation.cluster.SimCluster;
import io.arbiter.simulation.cluster.SimReplica;
import io.arbiter.simulation.time.Env;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Injects faults at random times, and heals them at the end. Each run has only some of the faults: with all of them at
 * once, those that disturb everything hide the effects of the others.
 */
public final class Nemesis {
    /** The share of runs with policies, which keep clients apart that would disturb each other. */
    private static final double POLICIES = 0.3;

    private final Env env;
    private final SimCluster cluster;
    private final List<SimClient> clients;
    private final List<Runnable> faults = new ArrayList<>();
    private final ClusterLoss loss;
    private final Optional<PolicyFaults> policies;
    private final Optional<PauseFaults> pauses;
    private final Optional<PromotionFaults> promotions;

    public Nemesis(ClientContext context, List<SimClient> clients) {
        this.env = context.env();
        this.cluster = context.cluster();
        this.clients = clients;
        this.loss = new ClusterLoss(env, cluster);
        this.policies = env.random().chance(POLICIES) ? Optional.of(new PolicyFaults(env, cluster)) : Optional.empty();
        this.pauses = env.pausesFailover() ? Optional.of(new PauseFaults(env, cluster)) : Optional.empty();
        this.promotions = env.promotes() ? Optional.of(new PromotionFaults(env, cluster)) : Optional.empty();
        faults.addAll(new ClusterFaults(env, cluster, clients, loss).all());
        faults.addAll(new ClientFaults(context, clients).all());
        faults.addAll(new ClockFaults(context, clients).all());
        faults.addAll(new OperatorFaults(env, cluster).all());
        policies.ifPresent(changes -> faults.addAll(changes.all()));
        pauses.ifPresent(changes -> faults.addAll(changes.all()));
        double share = env.random().pick(List.of(0.25, 0.5, 1.0));
        faults.removeIf(fault -> !env.random().chance(share));
        promotions.ifPresent(moves -> faults.addAll(moves.all()));
    }

    public void start() {
        loss.plan();
        promotions.ifPresent(PromotionFaults::start);
        strikeLater();
    }

    private void strikeLater() {
        env.time().after(env.random().skewed(20 * MILLI, env.settings().faultGap()), () -> {
            if (!env.isHealed() && !faults.isEmpty()) {
                env.random().pick(faults).run();
                strikeLater();
            }
        });
    }

    /** Starts and connects everything again; clocks stay as wrong as they are. */
    public void heal() {
        env.heal();
        cluster.network().heal();
        for (SimReplica replica : cluster.replicas()) {
            replica.setSlow(false);
            cluster.start(replica);
            replica.host().resume();
        }
        for (SimClient client : clients) {
            client.host().resume();
            if (client.host().isDown()) {
                client.boot();
            }
        }
        cluster.log().reconsider();
        policies.ifPresent(PolicyFaults::heal);
        pauses.ifPresent(PauseFaults::heal);
        promotions.ifPresent(PromotionFaults::heal);
    }
}
