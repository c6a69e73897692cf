package io.arbiter.simulation;

import java.util.HashMap;
import java.util.Map;

/**
 * What the gate assumes of clocks beside their rates: a machine's wall clock is not set back around the time at which
 * the machine is suspended. Either alone is covered by the other clock; together neither tells how long it was.
 */
final class Assumptions {
    /** Longer than any acknowledgement is under way. */
    private static final long APART = 40 * Scheduler.SECOND;

    private final Scheduler time;
    /** By host id; looked up only, never walked. The end of time while it is suspended. */
    private final Map<Integer, Long> suspended = new HashMap<>();
    private final Map<Integer, Long> setBack = new HashMap<>();

    Assumptions(Scheduler time) {
        this.time = time;
    }

    void suspended(Host host) {
        suspended.put(host.id(), Long.MAX_VALUE - APART);
    }

    void resumed(Host host) {
        suspended.computeIfPresent(host.id(), (id, at) -> Math.min(at, time.now()));
    }

    void setBack(Host host) {
        setBack.put(host.id(), time.now());
    }

    boolean allowSuspend(Host host) {
        return isOver(setBack, host);
    }

    boolean allowJumpBack(Host host) {
        return isOver(suspended, host);
    }

    private boolean isOver(Map<Integer, Long> last, Host host) {
        return !last.containsKey(host.id()) || last.get(host.id()) + APART < time.now();
    }
}
