package io.arbiter.simulation;

import io.arbiter.simulation.Coverage.Kind;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Carries messages: late, twice, out of order, or not at all. Each direction of a link can be cut by itself. */
final class SimNetwork {
    private final World world;
    /** How many faults cut each link; looked up only, never walked. */
    private final Map<Long, Integer> cuts = new HashMap<>();

    SimNetwork(World world) {
        this.world = world;
    }

    void send(Host from, Host to, Runnable delivery) {
        if (isCut(from, to) || faulty(world.settings.loss())) {
            world.coverage.count(Kind.MESSAGES_LOST);
            return;
        }
        deliver(to, delivery);
        if (faulty(world.settings.duplicates())) {
            world.coverage.count(Kind.MESSAGES_DUPLICATED);
            deliver(to, delivery);
        }
    }

    private void deliver(Host to, Runnable delivery) {
        if (faulty(world.settings.late())) {
            world.coverage.count(Kind.MESSAGES_LATE);
            long delay = delay() + world.dice.skewed(0, 4 * Settings.MAX_TTL);
            world.time.after(delay, () -> deliverLate(to, delivery));
        } else {
            world.time.after(delay(), () -> to.receive(delivery));
        }
    }

    /** What was late when the faults ended never comes: a late renewal would keep a dead session alive once more. */
    private void deliverLate(Host to, Runnable delivery) {
        if (!world.isCalm()) {
            to.receive(delivery);
        }
    }

    private boolean faulty(double probability) {
        return !world.isCalm() && probability > 0 && world.dice.chance(probability);
    }

    /** How long a message takes that nothing holds up. */
    long delay() {
        return world.dice.between(world.settings.minDelay(), world.settings.maxDelay());
    }

    /** Cuts every link from the one group to the other; running the answer mends them again. */
    Runnable cut(Collection<Host> from, Collection<Host> to) {
        List<Long> links = from.stream().flatMap(a -> to.stream().map(b -> link(a, b))).toList();
        links.forEach(link -> cuts.merge(link, 1, Integer::sum));
        return () -> links.forEach(link -> cuts.computeIfPresent(link, (l, n) -> n > 1 ? n - 1 : null));
    }

    /** Mends all links. */
    void heal() {
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
