package io.arbiter.bench.runner;

import io.arbiter.bench.contest.Cluster;
import io.arbiter.bench.contest.Contestant;
import io.arbiter.bench.contest.Site;
import java.io.IOException;

/** A system whose cluster is up. */
public record Entrant(Contestant contestant, Site site, Cluster cluster) implements AutoCloseable {
    /** Starts it there. The site goes with it, whether it starts or not. */
    public static Entrant start(Contestant contestant, Site site) throws IOException {
        try {
            return new Entrant(contestant, site, contestant.start(site));
        } catch (IOException | RuntimeException failed) {
            site.close();
            throw failed;
        }
    }

    String name() {
        return contestant.name();
    }

    @Override
    public void close() {
        try (site) {
            cluster.close();
        }
    }
}
