package io.arbiter.simulation;

import java.util.ArrayList;
import java.util.List;

/** The machines, each with clocks of its own that are as wrong as the drift bound allows, often to its very edge. */
final class Hosts {
    /** 2026-06-01T00:00:00Z. */
    private static final long WALL_START_NANOS = 1_780_272_000L * Scheduler.SECOND;

    private final World world;
    private final List<Host> all = new ArrayList<>();

    Hosts(World world) {
        this.world = world;
    }

    Host addNode(String name) {
        return add(name, true);
    }

    Host add(String name) {
        return add(name, false);
    }

    private Host add(String name, boolean node) {
        long skew = world.dice.between(-200, 200) * Scheduler.MILLI;
        var host = new Host(world.time, new Host.Identity(all.size(), name, node),
                new SimClock(world.time, world.dice.between(-Scheduler.SECOND, Scheduler.SECOND), rate(node)),
                new SimClock(world.time, WALL_START_NANOS + skew, rate(node)));
        all.add(host);
        return host;
    }

    /** How wrong a clock runs, in parts per million. */
    long rate(boolean node) {
        long bound = world.settings.driftPpm();
        if (world.settings.clocksApart()) {
            return node ? bound : -bound;
        }
        return switch (world.dice.below(3)) {
            case 0 -> -bound;
            case 1 -> bound;
            default -> world.dice.between(-bound, bound);
        };
    }

    List<Host> all() {
        return all;
    }
}
