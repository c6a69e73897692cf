package io.arbiter.simulation.client;

import io.arbiter.client.gate.Gate;
import io.arbiter.client.gate.SendTime;
import io.arbiter.core.command.Command;
import io.arbiter.core.command.SessionSpec;
import io.arbiter.core.event.Lease;
import io.arbiter.core.outcome.Outcome;
import io.arbiter.core.outcome.Refusal;
import io.arbiter.simulation.time.Env;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The client's side of one session: the real gate, renewals every TTL/3 with retries at other nodes, and the leases
 * that replies grant it.
 */
public final class SimSession {
    private final ClientContext context;
    private final Env env;
    private final SimClient client;
    private final SessionSpec spec;
    private final Gate gate;
    private final RenewalSchedule renewals;
    private final StepWriter steps;
    private final Map<String, SimLease> leases = new TreeMap<>();
    private final List<Command.FirstAcquire> firstAcquires = new ArrayList<>();
    private long id;
    private long knownHoldings;
    private boolean ended;

    SimSession(ClientContext context, SimClient client, SessionSpec spec) {
        this.context = context;
        this.env = context.env();
        this.client = client;
        this.spec = spec;
        this.renewals = new RenewalSchedule(client);
        this.steps = new StepWriter(env, this);
        int drift = env.mutant().gateDriftPpm(env.settings().driftPpm());
        this.gate = new Gate(client.elapsed(), Duration.ofMillis(spec.ttlMillis()), drift);
        for (String resource : client.wants()) {
            boolean first = env.random().chance(0.3);
            leases.put(resource, new SimLease(context, this, resource, first));
            if (first) {
                firstAcquires.add(new Command.FirstAcquire(resource, true));
            }
        }
    }

    void tick() {
        if (id == 0) {
            open();
        } else {
            renew();
            leases().forEach(SimLease::tick);
            steps.tick();
        }
        context.observer().acted(this);
    }

    // ---- opening

    private void open() {
        if (renewals.isOpeningDue()) {
            boolean again = renewals.sendOpening();
            client.call(new Command.OpenSession(spec, firstAcquires), again, this::onOpening);
        }
    }

    private void onOpening(Outcome outcome) {
        if (ended || id != 0) {
            return;
        }
        if (outcome instanceof Outcome.SessionOpened opened) {
            id = opened.session();
            env.trace().record(client, "opened session %d", id);
            adopt(opened.holdings());
            acknowledged(renewals.opening());
        } else {
            lose(outcome);
        }
    }

    // ---- renewing

    private void renew() {
        if (renewals.isRenewalDue()) {
            boolean again = renewals.isUnacknowledged();
            SendTime sent = renewals.sendRenewal();
            var renewal = new Command.RenewSession(id, knownHoldings, client.closesCondemned());
            client.call(renewal, again, outcome -> onRenewal(sent, outcome));
        }
    }

    private void onRenewal(SendTime sent, Outcome outcome) {
        if (ended) {
            return;
        }
        if (outcome instanceof Refusal.LeaseCondemned) {
            // A client of an earlier release takes it for a failure like any other, and tries on.
            return;
        }
        if (outcome instanceof Outcome.SessionRenewed renewed) {
            if (client.closesCondemned()) {
                renewed.condemned().forEach(this::shut);
            }
            renewed.holdings().ifPresent(this::adopt);
            acknowledged(sent);
        } else {
            lose(outcome);
        }
    }

    private void acknowledged(SendTime sent) {
        renewals.acknowledged(sent);
        gate.renewed(env.mutant().acknowledged(sent, client.elapsed().clock()));
        context.observer().acted(this);
    }

    /** Before the acknowledgement extends any gate. */
    private void shut(Outcome.Condemned condemned) {
        leases.computeIfAbsent(condemned.resource(), resource -> new SimLease(context, this, resource, false))
                .condemned(condemned.token());
    }

    /** Replies can overtake each other, so an older list of holdings is ignored. */
    private void adopt(Outcome.Holdings holdings) {
        if (holdings.version() <= knownHoldings) {
            return;
        }
        knownHoldings = holdings.version();
        Map<String, Lease> held = new TreeMap<>();
        holdings.leases().forEach(lease -> held.put(lease.resource(), lease));
        for (SimLease known : leases()) {
            Lease lease = held.remove(known.resource());
            if (lease == null) {
                known.notListed();
            } else {
                known.listed(lease);
            }
        }
        held.values().forEach(this::inherit);
    }

    /** A lease of a predecessor that wanted other resources. */
    private void inherit(Lease lease) {
        var inherited = new SimLease(context, this, lease.resource(), false);
        leases.put(lease.resource(), inherited);
        inherited.listed(lease);
    }

    // ---- ending

    /** A reply that refuses this session ends it here; callers handle other refusals. */
    void endIfRefused(Outcome outcome) {
        if (!ended && (outcome instanceof Refusal.SessionOver || outcome instanceof Refusal.SessionUnknown)) {
            lose(outcome);
        }
    }

    private void lose(Outcome why) {
        env.trace().record(client, "loses session %d: %s", id, why);
        discard();
        client.onSessionEnded(this);
    }

    /** Closes the gate and drops all leases. */
    void discard() {
        ended = true;
        gate.close();
        leases.clear();
    }

    void close() {
        long closing = id;
        discard();
        if (closing != 0) {
            env.trace().record(client, "closes session %d", closing);
            client.call(new Command.CloseSession(closing), false, outcome -> {});
            client.call(new Command.CloseSession(closing), true, outcome -> {});
        }
    }

    // ---- state

    public Collection<SimLease> leases() {
        return List.copyOf(leases.values());
    }

    public Optional<SimLease> lease(String resource) {
        return Optional.ofNullable(leases.get(resource));
    }

    public boolean isRenewalUnacknowledged() {
        return renewals.isUnacknowledged();
    }

    boolean isEnded() {
        return ended;
    }

    SimClient client() {
        return client;
    }

    public Gate gate() {
        return gate;
    }

    /** 0 until the session is open. */
    public long id() {
        return id;
    }

    @Override
    public String toString() {
        return client + "'s session " + id;
    }
}
