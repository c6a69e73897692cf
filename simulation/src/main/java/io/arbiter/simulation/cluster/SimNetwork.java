package io.arbiter.simulation.cluster;

import io.arbiter.simulation.time.Coverage.Kind;
import io.arbiter.simulation.time.Env;
import io.arbiter.simulation.time.RunSettings;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Delivers messages: late, twice, out of order, or not at all. Each direction of a link can be cut by itself. */
public final class SimNetwork {
    private final Env env;
    /** Number of faults that cut each link; looked up only, never iterated. */
    private final Map<Long, Integer> cuts = new HashMap<>();

    SimNetwork(Env env) {
        this.env = env;
    }

    public void send(Host from, Host to, Runnable delivery) {
        if (isCut(from, to) || faulty(env.settings().loss())) {
            env.coverage().count(Kind.MESSAGES_LOST);
            return;
        }
        deliver(to, delivery);
        if (faulty(env.settings().duplicates())) {
            env.coverage().count(Kind.MESSAGES_DUPLICATED);
            deliver(to, delivery);
        }
    }

    private void deliver(Host to, Runnable delivery) {
        if (faulty(env.settings().late())) {
            env.coverage().count(Kind.MESSAGES_LATE);
            long delay = delay() + env.random().skewed(0, 4 * RunSettings.MAX_TTL);
            env.time().after(delay, () -> deliverLate(to, delivery));
        } else {
            env.time().after(delay(), () -> to.receive(delivery));
        }
    }

    /** Drops late messages after the faults have ended: a late renewal would keep a dead session alive once more. */
    private void deliverLate(Host to, Runnable delivery) {
        if (!env.isHealed()) {
            to.receive(delivery);
        }
    }

    private boolean faulty(double probability) {
        return !env.isHealed() && probability > 0 && env.random().chance(probability);
    }

    /** Delay of a message that no fault holds up. */
    long delay() {
        return env.random().between(env.settings().minDelay(), env.settings().maxDelay());
    }

    /** Cuts every link from one group to the other; the returned action restores them. */
    public Runnable cut(Collection<Host> from, Collection<Host> to) {
        List<Long> links =
                from.stream().flatMap(a -> to.stream().map(b -> link(a, b))).toList();
        links.forEach(link -> cuts.merge(link, 1, Integer::sum));
        return () -> links.forEach(link -> cuts.computeIfPresent(link, (l, n) -> n > 1 ? n - 1 : null));
    }

    /** Restores all links. */
    public void heal() {
        cuts.clear();
    }

    boolean isCut(Host from, Host to) {
        return cuts.containsKey(link(from, to));
    }

    boolean areLinked(Host one, Host other) {
        return one == other || !isCut(one, other) && !isCut(other, one);
    }

    private static long link(Host from, Host to) {
        return from.id() * 1_000L + to.id();
    }
}
