package io.arbiter.simulation.client;

import io.arbiter.simulation.cluster.Host;
import java.util.HashSet;
import java.util.Set;

/**
 * The gate's assumption about clocks, beside their rates: between a suspend of a machine and a step back of its wall
 * clock, in either order, the process reads its clocks. Without a reading in between neither clock shows how long the
 * suspend was.
 */
public final class Assumptions {
    /** Hosts, by id, suspended since their last reading; looked up only, never iterated. */
    private final Set<Integer> suspended = new HashSet<>();

    private final Set<Integer> setBack = new HashSet<>();

    void suspended(Host host) {
        suspended.add(host.id());
    }

    public void setBack(Host host) {
        setBack.add(host.id());
    }

    /** The process read its clocks. */
    void clocksRead(Host host) {
        suspended.remove(host.id());
        setBack.remove(host.id());
    }

    boolean allowSuspend(Host host) {
        return !setBack.contains(host.id());
    }

    public boolean allowJumpBack(Host host) {
        return !suspended.contains(host.id());
    }
}
