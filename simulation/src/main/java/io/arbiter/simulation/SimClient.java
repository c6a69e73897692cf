package io.arbiter.simulation;

import io.arbiter.client.gate.SendTime;
import io.arbiter.core.command.Command;
import io.arbiter.core.command.SessionSpec;
import io.arbiter.core.outcome.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A client machine and the processes that follow each other on it; each opens a session, and another if it ends. */
final class SimClient {
    private final World world;
    private final Host host;
    private final Temper temper;
    private SimSession session;
    private int node;
    private long generation;
    private long incarnation;
    private boolean deadForGood;

    /**
     * How it is configured.
     *
     * @param stateDirectory whether its processes can prove that their predecessors are dead
     */
    record Temper(String clientId, long ttlMillis, long lockDelayMillis, boolean stateDirectory, List<String> wants) {
    }

    SimClient(World world, Host host, Temper temper) {
        this.world = world;
        this.host = host;
        this.temper = temper;
        this.node = host.id() % Settings.NODES;
    }

    /** A process starts: it counts its starts under the lock of its state directory. */
    void boot() {
        host.start();
        generation += temper.stateDirectory() ? 1 : 0;
        world.trace.say(this, "starts, generation %d", generation);
        openSession();
        tick(host.life());
    }

    private void tick(long life) {
        if (life != host.life()) {
            return;
        }
        if (session != null) {
            session.tick();
        }
        long interval = ttlNanos() / 16;
        host.after(world.dice.between(interval / 2, interval), () -> tick(life));
    }

    private void openSession() {
        int drift = world.mutant.serverDriftPpm(world.settings.driftPpm());
        var spec = new SessionSpec(temper.clientId(), host + "-" + ++incarnation, host.toString(),
                "region-" + host.id() % Settings.NODES, generation, temper.ttlMillis(), drift,
                temper.lockDelayMillis());
        session = new SimSession(world, this, spec);
    }

    /** The session is over, and the process goes on. */
    void sessionOver(SimSession which) {
        if (which == session) {
            session = null;
            host.after(world.dice.between(0, ttlNanos() / 4), () -> {
                if (session == null && !deadForGood) {
                    openSession();
                }
            });
        }
    }

    void crash() {
        world.trace.say(this, "crashes");
        host.crash();
        if (session != null) {
            session.abandon();
            session = null;
        }
    }

    /** Crashes and never comes back. */
    void die() {
        deadForGood = true;
        crash();
    }

    /** Ends as it should: closes its gate, then its session; the process lives on until that had time to arrive. */
    void close() {
        if (session != null) {
            session.close();
        }
        session = null;
    }

    /**
     * Sends to the node that answered last, or to another one if that was in vain. After one TTL the call has timed
     * out, and its answer is not heard: it may be that of a cluster that has been lost and restored since.
     */
    void call(Command command, boolean again, Consumer<Outcome> onOutcome) {
        if (again) {
            node = (node + 1 + world.dice.below(Settings.NODES - 1)) % Settings.NODES;
        }
        SimReplica replica = world.replicas.get(node);
        long life = host.life();
        SendTime sent = SendTime.now(host);
        Consumer<Optional<Outcome>> reply = answer -> world.network.send(replica.host(), host, () -> {
            if (life == host.life() && sent.elapsedNanos(host) < ttlNanos()) {
                answer.ifPresent(onOutcome);
            }
        });
        world.network.send(host, replica.host(), () -> replica.service().handle(command, reply));
    }

    List<String> wants() {
        return temper.wants();
    }

    long ttlNanos() {
        return temper.ttlMillis() * Scheduler.MILLI;
    }

    /** Null while the process has none. */
    SimSession session() {
        return session;
    }

    boolean isDeadForGood() {
        return deadForGood;
    }

    Host host() {
        return host;
    }

    @Override
    public String toString() {
        return host.toString();
    }
}
