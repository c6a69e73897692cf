package io.arbiter.simulation.cluster;

import io.arbiter.client.gate.ClientClock;
import io.arbiter.simulation.time.Scheduler;
import io.arbiter.simulation.time.SimClock;
import java.util.ArrayList;
import java.util.List;

/**
 * A machine: two clocks, and one process that runs, is stopped (messages wait, as in a socket's buffer) or is down
 * (messages are lost). While it is stopped, as by SIGSTOP, its clocks run; while it is suspended, as a VM, its
 * monotonic clock stands still and its wall clock runs.
 */
public final class Host implements ClientClock {
    private enum Power {
        RUNNING,
        STOPPED,
        DOWN
    }

    private final Scheduler time;
    private final Identity identity;
    private final SimClock monotonic;
    private final SimClock wall;
    private final List<Runnable> deferred = new ArrayList<>();
    private Power power = Power.RUNNING;
    private long life;

    /** Identifies a machine. */
    record Identity(int id, String name, boolean node) {}

    Host(Scheduler time, Identity identity, SimClock monotonic, SimClock wall) {
        this.time = time;
        this.identity = identity;
        this.monotonic = monotonic;
        this.wall = wall;
    }

    /** Runs the action later in this life of the process: not if it crashes before, and not while it is stopped. */
    public void after(long nanos, Runnable action) {
        long mine = life;
        time.after(nanos, () -> {
            if (life == mine) {
                receive(action);
            }
        });
    }

    /** Runs the action of a message or timer now, or on resume, or never if the process is down. */
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

    public void stop(boolean suspended) {
        power = Power.STOPPED;
        if (suspended) {
            monotonic.stop();
        }
    }

    public void resume() {
        if (power != Power.STOPPED) {
            return;
        }
        monotonic.go();
        power = Power.RUNNING;
        List<Runnable> waiting = List.copyOf(deferred);
        deferred.clear();
        waiting.forEach(this::receive);
    }

    public void crash() {
        power = Power.DOWN;
        life++;
        deferred.clear();
        monotonic.go();
    }

    public void start() {
        power = Power.RUNNING;
    }

    public boolean isRunning() {
        return power == Power.RUNNING;
    }

    public boolean isDown() {
        return power == Power.DOWN;
    }

    /** Number of crashes so far: actions of an earlier life must not run in a later one. */
    public long life() {
        return life;
    }

    public int id() {
        return identity.id();
    }

    public boolean isNode() {
        return identity.node();
    }

    public SimClock monotonic() {
        return monotonic;
    }

    public SimClock wall() {
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
