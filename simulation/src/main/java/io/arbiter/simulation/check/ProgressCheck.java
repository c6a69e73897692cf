package io.arbiter.simulation.check;

import io.arbiter.simulation.client.SimClient;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** S7, healed: every living client gets the leases that it wants. */
public final class ProgressCheck {
    private final List<SimClient> clients;
    private final Set<String> served = new TreeSet<>();

    ProgressCheck(List<SimClient> clients) {
        this.clients = clients;
    }

    /** Counts grants from now on. */
    public void start() {
        served.clear();
    }

    void held(SimClient client, String resource) {
        served.add(wish(client, resource));
    }

    public boolean isDone() {
        return firstUnserved().isEmpty();
    }

    public void finish() {
        firstUnserved().ifPresent(wish -> {
            throw new ViolationException(
                    "S7", "%s was wanted, and not granted for long after the faults had ended", wish);
        });
    }

    private Optional<String> firstUnserved() {
        return clients.stream()
                .filter(client -> !client.isDeadForGood())
                .flatMap(client -> client.wants().stream().map(resource -> wish(client, resource)))
                .filter(wish -> !served.contains(wish))
                .findFirst();
    }

    private static String wish(SimClient client, String resource) {
        return client + "'s " + resource;
    }
}
