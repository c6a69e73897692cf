package io.arbiter.simulation.identity;

import io.arbiter.core.command.Command;
import io.arbiter.core.command.LeaseRef;
import io.arbiter.core.command.SessionSpec;
import io.arbiter.core.outcome.Outcome;
import io.arbiter.core.outcome.Refusal;
import io.arbiter.simulation.time.SeededRandom;
import java.util.List;
import java.util.TreeMap;

/**
 * A client that is not notified when another cluster replaces its own. A bound one names, in each request, the cluster
 * that replied to it before; the other is any gRPC client.
 */
final class IdentityClient {
    private static final List<String> RESOURCES = List.of("a", "b", "c");

    private final SeededRandom random;
    private final String name;
    private final boolean bound;
    private final TreeMap<String, Long> tokens = new TreeMap<>();
    private String cluster = "";
    private long session;
    private int starts;

    IdentityClient(SeededRandom random, String name, boolean bound) {
        this.random = random;
        this.name = name;
        this.bound = bound;
    }

    /** The cluster that its requests name; empty if they name none. */
    String namedCluster() {
        return bound ? cluster : "";
    }

    Command next() {
        if (session == 0) {
            starts++;
            var spec = new SessionSpec(name, "start-" + starts, name, "us-east", 0, 5_000, 10_000, 0);
            return new Command.OpenSession(spec, List.of(new Command.FirstAcquire(random.pick(RESOURCES), true)));
        }
        return switch (random.below(6)) {
            case 0 -> new Command.Acquire(random.pick(RESOURCES), session, true, 1);
            case 1 -> tokens.isEmpty() ? renewal() : release();
            case 2 -> random.chance(0.2) ? new Command.CloseSession(session) : renewal();
            default -> renewal();
        };
    }

    private Command renewal() {
        return new Command.RenewSession(session, -1);
    }

    private Command release() {
        String resource = random.pick(List.copyOf(tokens.keySet()));
        return new Command.Release(new LeaseRef(resource, session, tokens.get(resource)));
    }

    void receive(Outcome outcome, String repliedBy) {
        cluster = repliedBy;
        if (outcome instanceof Outcome.SessionOpened opened) {
            session = opened.session();
            adopt(opened.holdings());
        } else if (outcome instanceof Outcome.SessionRenewed renewed) {
            renewed.holdings().ifPresent(this::adopt);
        } else if (outcome instanceof Outcome.SessionEnded
                || outcome instanceof Refusal.SessionUnknown
                || outcome instanceof Refusal.SessionOver) {
            lose(repliedBy);
        }
    }

    private void adopt(Outcome.Holdings holdings) {
        tokens.clear();
        holdings.leases().forEach(lease -> tokens.put(lease.resource(), lease.token()));
    }

    /** Drops the session; the next requests go to this cluster. */
    void lose(String now) {
        session = 0;
        tokens.clear();
        cluster = now;
    }

    @Override
    public String toString() {
        return name;
    }
}
