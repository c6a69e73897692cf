package io.arbiter.simulation.fault;

import static io.arbiter.simulation.time.Scheduler.SECOND;

import io.arbiter.simulation.client.Assumptions;
import io.arbiter.simulation.client.ClientContext;
import io.arbiter.simulation.client.SimClient;
import io.arbiter.simulation.cluster.Host;
import io.arbiter.simulation.cluster.SimCluster;
import io.arbiter.simulation.time.Coverage.Kind;
import io.arbiter.simulation.time.Env;
import java.util.List;

/**
 * Clocks that change their rate within the bound, and wall clocks that jump, on any machine at any time, suspended ones
 * included, except as {@link Assumptions} forbids.
 */
final class ClockFaults {
    private final ClientContext context;
    private final Env env;
    private final SimCluster cluster;
    private final List<SimClient> clients;

    ClockFaults(ClientContext context, List<SimClient> clients) {
        this.context = context;
        this.env = context.env();
        this.cluster = context.cluster();
        this.clients = clients;
    }

    List<Runnable> all() {
        return List.of(this::jumpForward, this::jumpBack, this::changeRates, this::stepsAndSuspends);
    }

    private void jumpForward() {
        jumpForward(env.random().pick(cluster.hosts().all()));
    }

    private void jumpForward(Host host) {
        env.coverage().count(Kind.WALL_JUMPS_FORWARD);
        jump(host, env.random().skewed(0, 3_600 * SECOND));
    }

    private void jumpBack() {
        jumpBack(env.random().pick(cluster.hosts().all()));
    }

    private void jumpBack(Host host) {
        if (context.assumptions().allowJumpBack(host)) {
            env.coverage().count(Kind.WALL_JUMPS_BACK);
            context.assumptions().setBack(host);
            jump(host, -env.random().skewed(0, 3_600 * SECOND));
        }
    }

    /** Steps one machine's wall clock forward and back, and suspends the machine, several times within few TTLs. */
    private void stepsAndSuspends() {
        env.coverage().count(Kind.STEPS_AMID_SUSPENDS);
        stepOrSuspend(env.random().pick(clients), (int) env.random().between(2, 8));
    }

    private void stepOrSuspend(SimClient client, int left) {
        if (left == 0 || env.isHealed()) {
            return;
        }
        switch (env.random().below(4)) {
            case 0 -> jumpForward(client.host());
            case 1 -> context.pauses().suspend(client);
            default -> jumpBack(client.host());
        }
        env.time().after(env.random().skewed(0, client.ttlNanos()), () -> stepOrSuspend(client, left - 1));
    }

    private void jump(Host host, long nanos) {
        env.trace().record(host, "wall clock jumps by %,d ns", nanos);
        host.wall().jump(nanos);
    }

    private void changeRates() {
        env.coverage().count(Kind.RATE_CHANGES);
        Host host = env.random().pick(cluster.hosts().all());
        host.monotonic().setRate(cluster.hosts().rate(host.isNode()));
        host.wall().setRate(cluster.hosts().rate(host.isNode()));
    }
}
