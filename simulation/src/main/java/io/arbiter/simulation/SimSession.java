package io.arbiter.simulation;

import io.arbiter.client.gate.Gate;
import io.arbiter.client.gate.SendTime;
import io.arbiter.core.command.Command;
import io.arbiter.core.command.SessionSpec;
import io.arbiter.core.event.Lease;
import io.arbiter.core.outcome.Outcome;
import io.arbiter.core.outcome.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The client's side of one session: the real gate, renewals every TTL/3 with retries at other nodes, and what the
 * answers say that it holds.
 */
final class SimSession {
    private final World world;
    private final SimClient client;
    private final SessionSpec spec;
    private final Gate gate;
    private final Heartbeat heartbeat;
    private final Map<String, Tenure> tenures = new TreeMap<>();
    private final List<Command.FirstAcquire> firstAcquires = new ArrayList<>();
    private long id;
    private long knownHoldings;
    private boolean over;

    SimSession(World world, SimClient client, SessionSpec spec) {
        this.world = world;
        this.client = client;
        this.spec = spec;
        this.heartbeat = new Heartbeat(client);
        int drift = world.mutant.gateDriftPpm(world.settings.driftPpm());
        this.gate = new Gate(client.host(), Duration.ofMillis(spec.ttlMillis()), drift);
        for (String resource : client.wants()) {
            boolean first = world.dice.chance(0.3);
            tenures.put(resource, new Tenure(world, this, resource, first));
            if (first) {
                firstAcquires.add(new Command.FirstAcquire(resource, true));
            }
        }
    }

    void tick() {
        gate.observe();
        if (id == 0) {
            open();
        } else {
            renew();
            tenures().forEach(Tenure::tick);
        }
        world.checks.gates.look(this);
    }

    // ---- opening

    private void open() {
        if (heartbeat.isOpeningDue()) {
            boolean again = heartbeat.sendOpening();
            client.call(new Command.OpenSession(spec, firstAcquires), again, this::onOpening);
        }
    }

    private void onOpening(Outcome outcome) {
        if (over || id != 0) {
            return;
        }
        if (outcome instanceof Outcome.SessionOpened opened) {
            id = opened.session();
            world.trace.say(client, "opened session %d", id);
            adopt(opened.holdings());
            acknowledged(heartbeat.opening());
        } else {
            lose(outcome);
        }
    }

    // ---- renewing

    private void renew() {
        if (heartbeat.isRenewalDue()) {
            boolean again = heartbeat.isUnanswered();
            SendTime sent = heartbeat.sendRenewal();
            client.call(new Command.RenewSession(id, knownHoldings), again, outcome -> onRenewal(sent, outcome));
        }
    }

    private void onRenewal(SendTime sent, Outcome outcome) {
        if (over) {
            return;
        }
        if (outcome instanceof Outcome.SessionRenewed renewed) {
            renewed.holdings().ifPresent(this::adopt);
            acknowledged(sent);
        } else {
            lose(outcome);
        }
    }

    private void acknowledged(SendTime sent) {
        heartbeat.acknowledged(sent);
        gate.renewed(world.mutant.acknowledged(sent, client.host()));
        world.checks.gates.look(this);
    }

    /** Answers can overtake each other, so an older list of holdings says nothing. */
    private void adopt(Outcome.Holdings holdings) {
        if (holdings.version() <= knownHoldings) {
            return;
        }
        knownHoldings = holdings.version();
        Map<String, Lease> held = new TreeMap<>();
        holdings.leases().forEach(lease -> held.put(lease.resource(), lease));
        for (Tenure tenure : tenures()) {
            Lease lease = held.remove(tenure.resource());
            if (lease == null) {
                tenure.notListed();
            } else {
                tenure.listed(lease);
            }
        }
        held.values().forEach(this::takeIn);
    }

    /** Inherited from a predecessor that wanted something else. */
    private void takeIn(Lease lease) {
        var tenure = new Tenure(world, this, lease.resource(), false);
        tenures.put(lease.resource(), tenure);
        tenure.listed(lease);
    }

    // ---- ending

    /** An answer that refuses this session ends it here; other refusals are their caller's business. */
    void heard(Outcome outcome) {
        if (!over && (outcome instanceof Refusal.SessionOver || outcome instanceof Refusal.SessionUnknown)) {
            lose(outcome);
        }
    }

    private void lose(Outcome why) {
        world.trace.say(client, "loses session %d: %s", id, why);
        abandon();
        client.sessionOver(this);
    }

    /** Closes the gate and forgets everything. */
    void abandon() {
        over = true;
        gate.close();
        tenures.clear();
    }

    void close() {
        long closing = id;
        abandon();
        if (closing != 0) {
            world.trace.say(client, "closes session %d", closing);
            client.call(new Command.CloseSession(closing), false, outcome -> { });
            client.call(new Command.CloseSession(closing), true, outcome -> { });
        }
    }

    // ---- what others ask

    Collection<Tenure> tenures() {
        return List.copyOf(tenures.values());
    }

    Optional<Tenure> tenure(String resource) {
        return Optional.ofNullable(tenures.get(resource));
    }

    boolean isRenewalUnanswered() {
        return heartbeat.isUnanswered();
    }

    boolean isOver() {
        return over;
    }

    SimClient client() {
        return client;
    }

    Gate gate() {
        return gate;
    }

    /** 0 until it is opened. */
    long id() {
        return id;
    }

    @Override
    public String toString() {
        return client + "'s session " + id;
    }
}
