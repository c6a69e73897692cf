package io.arbiter.simulation;

import static io.arbiter.simulation.Scheduler.SECOND;

import io.arbiter.simulation.Coverage.Kind;
import java.util.List;

/**
 * Clocks that change their rate within the bound, and wall clocks that jump, on any machine at any time. What is left
 * out is what the gate cannot carry: a wall clock set back together with a suspend of the same machine.
 */
final class ClockFaults {
    private final World world;

    ClockFaults(World world) {
        this.world = world;
    }

    List<Runnable> all() {
        return List.of(this::jumpForward, this::jumpBack, this::changeRates);
    }

    private void jumpForward() {
        world.coverage.count(Kind.WALL_JUMPS_FORWARD);
        jump(world.dice.pick(world.hosts.all()), world.dice.skewed(0, 3_600 * SECOND));
    }

    private void jumpBack() {
        Host host = world.dice.pick(world.hosts.all());
        if (world.assumptions.allowJumpBack(host)) {
            world.coverage.count(Kind.WALL_JUMPS_BACK);
            world.assumptions.setBack(host);
            jump(host, -world.dice.skewed(0, 3_600 * SECOND));
        }
    }

    private void jump(Host host, long nanos) {
        world.trace.say(host, "wall clock jumps by %,d ns", nanos);
        host.wall().jump(nanos);
    }

    private void changeRates() {
        world.coverage.count(Kind.RATE_CHANGES);
        Host host = world.dice.pick(world.hosts.all());
        host.monotonic().setRate(world.hosts.rate(host.isNode()));
        host.wall().setRate(world.hosts.rate(host.isNode()));
    }
}
