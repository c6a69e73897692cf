package io.arbiter.simulation.fault;

import io.arbiter.core.command.Command;
import io.arbiter.core.command.OperatorAction;
import io.arbiter.core.event.Lease;
import io.arbiter.core.machine.Resource;
import io.arbiter.simulation.cluster.Host;
import io.arbiter.simulation.cluster.SimCluster;
import io.arbiter.simulation.cluster.SimReplica;
import io.arbiter.simulation.time.Env;
import io.arbiter.simulation.time.Scheduler;
import java.util.List;
import java.util.Optional;

/** Requests of an operator while the system is in trouble: handovers, and at times breaks. */
final class OperatorFaults {
    private static final OperatorAction WHY = new OperatorAction("operator", "simulated");

    private final Env env;
    private final SimCluster cluster;
    private final Host host;

    OperatorFaults(Env env, SimCluster cluster) {
        this.env = env;
        this.cluster = cluster;
        this.host = cluster.hosts().add("operator");
    }

    List<Runnable> all() {
        return List.of(this::requestHandover, this::requestHandover, this::breakSomething);
    }

    private void requestHandover() {
        anyLease().ifPresent(lease -> {
            List<Resource.Waiter> waiters = resource(lease).waiters();
            if (!waiters.isEmpty()) {
                send(new Command.RequestHandover(
                        lease.resource(),
                        lease.token(),
                        env.random().pick(waiters).session(),
                        "operator"));
            }
        });
    }

    private void breakSomething() {
        if (env.random().chance(0.5)) {
            anyLease()
                    .ifPresent(lease -> send(
                            env.random().chance(0.5)
                                    ? new Command.BreakLease(lease.resource(), lease.token(), WHY)
                                    : new Command.BreakSession(lease.session(), WHY)));
        }
    }

    private Optional<Lease> anyLease() {
        List<Lease> leases = cluster.oracle().state().resources().values().stream()
                .flatMap(resource -> resource.lease().stream())
                .toList();
        return leases.isEmpty() ? Optional.empty() : Optional.of(env.random().pick(leases));
    }

    private Resource resource(Lease lease) {
        return cluster.oracle().state().resource(lease.resource()).orElseThrow();
    }

    /** Sends once, and at times again much later, because a repeated order must not strike a newer lease. */
    private void send(Command order) {
        SimReplica replica = env.random().pick(cluster.replicas());
        Runnable sending = () -> cluster.network()
                .send(host, replica.host(), () -> replica.service().handle(order, outcome -> {}));
        sending.run();
        if (env.random().chance(0.3)) {
            env.time().after(env.random().skewed(0, 10 * Scheduler.SECOND), sending);
        }
    }
}
