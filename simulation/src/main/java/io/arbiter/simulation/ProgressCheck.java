package io.arbiter.simulation;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** S7, healed: every client that lives and wants a lease gets it. */
final class ProgressCheck {
    private final World world;
    private final Set<String> served = new TreeSet<>();

    ProgressCheck(World world) {
        this.world = world;
    }

    /** From now on. */
    void begin() {
        served.clear();
    }

    void held(SimClient client, String resource) {
        served.add(wish(client, resource));
    }

    boolean isDone() {
        return firstUnserved().isEmpty();
    }

    void finish() {
        firstUnserved().ifPresent(wish -> {
            throw new Violation("S7", "%s was wanted, and not granted for long after the faults had ended", wish);
        });
    }

    private Optional<String> firstUnserved() {
        return world.clients.stream()
                .filter(client -> !client.isDeadForGood())
                .flatMap(client -> client.wants().stream().map(resource -> wish(client, resource)))
                .filter(wish -> !served.contains(wish))
                .findFirst();
    }

    private static String wish(SimClient client, String resource) {
        return client + "'s " + resource;
    }
}
