package io.arbiter.simulation.fault;

import io.arbiter.core.command.Command;
import io.arbiter.core.command.LeaseRef;
import io.arbiter.core.command.OperatorAction;
import io.arbiter.core.command.PromotionRequest;
import io.arbiter.core.machine.Resource;
import io.arbiter.core.machine.State;
import io.arbiter.core.policy.Failover;
import io.arbiter.core.policy.Policy;
import io.arbiter.core.policy.PolicyChange;
import io.arbiter.core.policy.PromotionTerms;
import io.arbiter.core.promotion.Promotion;
import io.arbiter.core.promotion.PromotionState;
import io.arbiter.simulation.cluster.SimCluster;
import io.arbiter.simulation.time.Env;
import io.arbiter.simulation.time.Scheduler;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** People and machines who move resources while the system is in trouble, withdraw that, and confirm it. */
final class PromotionFaults {
    private static final OperatorAction WHY = new OperatorAction("mover", "simulated");
    /** Short, so that every one of them passes within a run. */
    private static final PromotionTerms TIMES = new PromotionTerms(3_000, 1_500, 3_000);

    private static final long HEALING = 10 * Scheduler.SECOND;

    private final Env env;
    private final SimCluster cluster;
    private final Orders orders;
    private long requests;

    PromotionFaults(Env env, SimCluster cluster) {
        this.env = env;
        this.cluster = cluster;
        this.orders = new Orders(env, cluster, "mover");
    }

    List<Runnable> all() {
        return List.of(this::promote, this::promote, this::promote, this::promote, this::cancel, this::complete);
    }

    /** The first of all faults: without it nothing would cool down, drain or be confirmed within the run. */
    void start() {
        shortenTimes();
    }

    private void shortenTimes() {
        var policy = new Policy("", new TreeSet<>(), List.of(), Failover.AUTOMATIC, 0, 1_000, 3_600_000, TIMES);
        orders.sendOnce(new Command.ChangePolicies(
                new PolicyChange(state().policies().version(), List.of(policy), List.of()), WHY));
        if (!env.isHealed() && state().policies().version() == 0) {
            env.time().after(200 * Scheduler.MILLI, this::shortenTimes);
        }
    }

    private void promote() {
        List<Resource> awaited = state().resources().values().stream()
                .filter(resource -> !resource.waiters().isEmpty())
                .toList();
        if (!awaited.isEmpty()) {
            Resource resource = env.random().pick(awaited);
            long waiter = env.random().pick(resource.waiters()).session();
            String region = state().session(waiter).orElseThrow().spec().region();
            long token = resource.lease().map(lease -> lease.token()).orElse(0L);
            orders.send(new Command.RequestPromotion(new PromotionRequest(
                    "request-" + ++requests,
                    resource.name(),
                    region,
                    env.random().pick(List.of(PromotionRequest.Mode.values())),
                    env.random().chance(0.3)
                            ? PromotionRequest.Trigger.AUTOMATED
                            : PromotionRequest.Trigger.MANUAL_OVERRIDE,
                    env.random().chance(0.5) ? token : 0,
                    true,
                    env.random().chance(0.3),
                    WHY)));
        }
    }

    private void cancel() {
        anyOpen().filter(open -> env.random().chance(0.5)).ifPresent(this::cancel);
    }

    private void cancel(Promotion open) {
        orders.send(new Command.CancelPromotion(open.resource(), open.id(), WHY));
    }

    /** As the new holder says it. */
    private void complete() {
        anyOpen()
                .filter(open -> open.state() == PromotionState.GRANTED)
                .ifPresent(open -> state().resource(open.resource())
                        .flatMap(Resource::lease)
                        .ifPresent(lease -> orders.send(new Command.CompletePromotion(
                                new LeaseRef(lease.resource(), lease.session(), lease.token()), open.id()))));
    }

    private Optional<Promotion> anyOpen() {
        List<Promotion> open = List.copyOf(state().promotions().open().values());
        return open.isEmpty() ? Optional.empty() : Optional.of(env.random().pick(open));
    }

    /** Withdraws what has granted nothing yet, also what an order in flight begins. */
    void heal() {
        healUntil(env.time().now() + HEALING);
    }

    private void healUntil(long end) {
        state().promotions().open().values().stream()
                .filter(open -> open.state().isBeforeGrant())
                .forEach(open -> orders.sendOnce(new Command.CancelPromotion(open.resource(), open.id(), WHY)));
        if (env.time().now() < end) {
            env.time().after(200 * Scheduler.MILLI, () -> healUntil(end));
        }
    }

    private State state() {
        return cluster.oracle().state();
    }
}
