package io.arbiter.simulation;

import io.arbiter.core.command.Command;
import io.arbiter.core.command.Intervention;
import io.arbiter.core.event.Lease;
import io.arbiter.core.machine.Resource;
import java.util.List;
import java.util.Optional;

/** What an operator does while the system is in trouble: asks for handovers, and at times breaks something. */
final class OperatorActs {
    private static final Intervention WHY = new Intervention("operator", "simulated");

    private final World world;
    private final Host host;

    OperatorActs(World world) {
        this.world = world;
        this.host = world.hosts.add("operator");
    }

    List<Runnable> all() {
        return List.of(this::requestHandover, this::requestHandover, this::breakSomething);
    }

    private void requestHandover() {
        anyLease().ifPresent(lease -> {
            List<Resource.Waiter> waiters = resource(lease).waiters();
            if (!waiters.isEmpty()) {
                send(new Command.RequestHandover(lease.resource(), lease.token(), world.dice.pick(waiters).session(),
                        "operator"));
            }
        });
    }

    private void breakSomething() {
        if (world.dice.chance(0.5)) {
            anyLease().ifPresent(lease -> send(world.dice.chance(0.5)
                    ? new Command.BreakLease(lease.resource(), lease.token(), WHY)
                    : new Command.BreakSession(lease.session(), WHY)));
        }
    }

    private Optional<Lease> anyLease() {
        List<Lease> leases = world.oracle.state().resources().values().stream()
                .flatMap(resource -> resource.lease().stream()).toList();
        return leases.isEmpty() ? Optional.empty() : Optional.of(world.dice.pick(leases));
    }

    private Resource resource(Lease lease) {
        return world.oracle.state().resource(lease.resource()).orElseThrow();
    }

    /** Once, and at times again much later: a repeated order must not strike a newer lease. */
    private void send(Command order) {
        SimReplica replica = world.dice.pick(world.replicas);
        Runnable sending = () -> world.network.send(host, replica.host(),
                () -> replica.service().handle(order, answer -> { }));
        sending.run();
        if (world.dice.chance(0.3)) {
            world.time.after(world.dice.skewed(0, 10 * Scheduler.SECOND), sending);
        }
    }
}
