package io.arbiter.simulation.cluster;

import io.arbiter.simulation.time.Env;
import io.arbiter.simulation.time.Scheduler;
import io.arbiter.simulation.time.SimClock;
import java.util.ArrayList;
import java.util.List;

/** The machines, each with clocks of its own within the drift bound, often at its edge. */
public final class Hosts {
    /** 2026-06-01T00:00:00Z. */
    private static final long WALL_START_NANOS = 1_780_272_000L * Scheduler.SECOND;

    private final Env env;
    private final List<Host> all = new ArrayList<>();

    Hosts(Env env) {
        this.env = env;
    }

    Host addNode(String name) {
        return add(name, true);
    }

    public Host add(String name) {
        return add(name, false);
    }

    private Host add(String name, boolean node) {
        long skew = env.random().between(-200, 200) * Scheduler.MILLI;
        var host = new Host(
                env.time(),
                new Host.Identity(all.size(), name, node),
                new SimClock(env.time(), env.random().between(-Scheduler.SECOND, Scheduler.SECOND), rate(node)),
                new SimClock(env.time(), WALL_START_NANOS + skew, rate(node)));
        all.add(host);
        return host;
    }

    /** Draws a clock's rate, in parts per million. */
    public long rate(boolean node) {
        long bound = env.settings().driftPpm();
        if (env.settings().clocksApart()) {
            return node ? bound : -bound;
        }
        return switch (env.random().below(3)) {
            case 0 -> -bound;
            case 1 -> bound;
            default -> env.random().between(-bound, bound);
        };
    }

    public List<Host> all() {
        return all;
    }
}
