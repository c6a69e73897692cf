package io.arbiter.simulation.client;

import io.arbiter.client.gate.ElapsedTime;
import io.arbiter.client.gate.SendTime;
import io.arbiter.core.command.Command;
import io.arbiter.core.command.SessionSpec;
import io.arbiter.core.outcome.Outcome;
import io.arbiter.simulation.cluster.Host;
import io.arbiter.simulation.cluster.SimCluster;
import io.arbiter.simulation.cluster.SimReplica;
import io.arbiter.simulation.time.Env;
import io.arbiter.simulation.time.RunSettings;
import io.arbiter.simulation.time.Scheduler;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A client machine and its successive processes; each opens a session, and another when that ends. */
public final class SimClient {
    private final ClientContext context;
    private final Env env;
    private final SimCluster cluster;
    private final Host host;
    private final ClientProfile profile;
    private ElapsedTime elapsed;
    private SimSession session;
    private int node;
    private long generation;
    private long incarnation;
    private boolean deadForGood;

    public SimClient(ClientContext context, Host host, ClientProfile profile) {
        this.context = context;
        this.env = context.env();
        this.cluster = context.cluster();
        this.host = host;
        this.profile = profile;
        this.node = host.id() % RunSettings.NODES;
    }

    /** Starts a process, which counts its starts under the lock of its state directory. */
    public void boot() {
        host.start();
        elapsed = new ElapsedTime(env.mutant().clock(host));
        context.assumptions().clocksRead(host);
        generation += profile.stateDirectory() ? 1 : 0;
        env.trace().record(this, "starts, generation %d", generation);
        openSession();
        tick(host.life());
    }

    private void tick(long life) {
        if (life != host.life()) {
            return;
        }
        elapsed.nanos();
        context.assumptions().clocksRead(host);
        if (session != null) {
            session.tick();
        }
        long interval = ttlNanos() / 16;
        host.after(env.random().between(interval / 2, interval), () -> tick(life));
    }

    private void openSession() {
        int drift = env.mutant().serverDriftPpm(env.settings().driftPpm());
        var spec = new SessionSpec(
                profile.clientId(),
                host + "-" + ++incarnation,
                host.toString(),
                region(),
                generation,
                profile.ttlMillis(),
                drift,
                profile.lockDelayMillis());
        session = new SimSession(context, this, spec);
    }

    /** Every third machine runs a release before promotions. */
    boolean closesCondemned() {
        return host.id() % 3 != 0;
    }

    /** Another third shuts the gate of a condemned lease, and leaves it at that: as much as it has to. */
    boolean releasesCondemned() {
        return host.id() % 3 == 2;
    }

    /** Every third start of a machine that can prove that the process before is dead is in the next region. */
    private String region() {
        return "region-" + (host.id() + generation / 3) % RunSettings.NODES;
    }

    /** The process continues, with another session. */
    void onSessionEnded(SimSession which) {
        if (which == session) {
            session = null;
            host.after(env.random().between(0, ttlNanos() / 4), () -> {
                if (session == null && !deadForGood) {
                    openSession();
                }
            });
        }
    }

    public void crash() {
        env.trace().record(this, "crashes");
        host.crash();
        if (session != null) {
            session.discard();
            session = null;
        }
    }

    /** Crashes, and never starts again. */
    public void die() {
        deadForGood = true;
        crash();
    }

    /** Closes the gate, then the session; the process runs on until the request had time to arrive. */
    public void close() {
        if (session != null) {
            session.close();
        }
        session = null;
    }

    /**
     * Sends to the same node as before, or to another one if this is a repetition. After one TTL the call has timed
     * out, and a reply is ignored: the cluster that sent it may have been lost and restored since.
     */
    void call(Command command, boolean again, Consumer<Outcome> onOutcome) {
        if (again) {
            node = (node + 1 + env.random().below(RunSettings.NODES - 1)) % RunSettings.NODES;
        }
        SimReplica replica = cluster.replicas().get(node);
        long life = host.life();
        long sentAt = elapsed.nanos();
        Consumer<Optional<Outcome>> reply = replied -> cluster.network().send(replica.host(), host, () -> {
            if (life == host.life() && elapsed.nanos() - sentAt < ttlNanos()) {
                replied.ifPresent(onOutcome);
            }
        });
        cluster.network().send(host, replica.host(), () -> replica.service().handle(command, reply));
    }

    /** The time of a request that is sent now and counts for the gate. */
    SendTime sendTime() {
        return env.mutant().sendTime(elapsed.clock());
    }

    /** The clock of the current process. */
    ElapsedTime elapsed() {
        return elapsed;
    }

    public List<String> wants() {
        return profile.wants();
    }

    public long ttlNanos() {
        return profile.ttlMillis() * Scheduler.MILLI;
    }

    /** Null while the process has no session. */
    public SimSession session() {
        return session;
    }

    public boolean isDeadForGood() {
        return deadForGood;
    }

    public Host host() {
        return host;
    }

    @Override
    public String toString() {
        return host.toString();
    }
}
