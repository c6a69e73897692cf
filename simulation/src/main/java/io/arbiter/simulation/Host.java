package io.arbiter.simulation;

import io.arbiter.client.gate.ClientClock;
import java.util.ArrayList;
import java.util.List;

/**
 * A machine: two clocks, and one process that runs, is stopped (what reaches it waits, as in a socket's buffer) or is
 * down (what reaches it is lost). Stopped as by SIGSTOP its clocks go on; suspended as a VM its monotonic clock stands
 * still and its wall clock goes on.
 */
final class Host implements ClientClock {
    private enum Power { RUNNING, STOPPED, DOWN }

    private final Scheduler time;
    private final Identity identity;
    private final SimClock monotonic;
    private final SimClock wall;
    private final List<Runnable> deferred = new ArrayList<>();
    private Power power = Power.RUNNING;
    private long life;

    /** Which machine it is. */
    record Identity(int id, String name, boolean node) {
    }

    Host(Scheduler time, Identity identity, SimClock monotonic, SimClock wall) {
        this.time = time;
        this.identity = identity;
        this.monotonic = monotonic;
        this.wall = wall;
    }

    /** Runs the action later in this life of the process: not if it crashes before, and not while it is stopped. */
    void after(long nanos, Runnable action) {
        long mine = life;
        time.after(nanos, () -> {
            if (life == mine) {
                receive(action);
            }
        });
    }

    /** Something arrives. */
    void receive(Runnable action) {
        if (power == Power.RUNNING) {
            action.run();
        } else if (power == Power.STOPPED) {
            long mine = life;
            deferred.add(() -> {
                if (life == mine) {
                    action.run();
                }
            });
        }
    }

    void stop(boolean suspended) {
        power = Power.STOPPED;
        if (suspended) {
            monotonic.stop();
        }
    }

    void resume() {
        if (power != Power.STOPPED) {
            return;
        }
        monotonic.go();
        power = Power.RUNNING;
        List<Runnable> waiting = List.copyOf(deferred);
        deferred.clear();
        waiting.forEach(this::receive);
    }

    void crash() {
        power = Power.DOWN;
        life++;
        deferred.clear();
        monotonic.go();
    }

    void start() {
        power = Power.RUNNING;
    }

    boolean isRunning() {
        return power == Power.RUNNING;
    }

    boolean isDown() {
        return power == Power.DOWN;
    }

    /** Counts the crashes: what belongs to an earlier life must not act in a later one. */
    long life() {
        return life;
    }

    int id() {
        return identity.id();
    }

    boolean isNode() {
        return identity.node();
    }

    SimClock monotonic() {
        return monotonic;
    }

    SimClock wall() {
        return wall;
    }

    @Override
    public long nanoTime() {
        return monotonic.nanos();
    }

    @Override
    public long wallMillis() {
        return Math.floorDiv(wall.nanos(), Scheduler.MILLI);
    }

    @Override
    public String toString() {
        return identity.name();
    }
}
