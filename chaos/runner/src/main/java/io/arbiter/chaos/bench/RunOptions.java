package io.arbiter.chaos.bench;

import io.arbiter.chaos.bench.lease.LeaseOptions;
import io.arbiter.chaos.bench.lease.LeaseWorkload;
import io.arbiter.chaos.bench.nemesis.Ground;
import io.arbiter.chaos.bench.nemesis.Nemeses;
import io.arbiter.chaos.bench.net.LinkQuality;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Options of one run. All of them, and nothing else, decide what is drawn.
 *
 * @param node command line of a node
 * @param nemesis names between commas, or {@code none}
 * @param rate operations a second, over all clients
 * @param times how long things last
 * @param driftPpm by how much nemeses make clients' clocks fast or slow, in parts per million; nodes' by at most 10,000
 */
public record RunOptions(
        String workload,
        String node,
        int nodes,
        int clientsPerNode,
        String nemesis,
        double rate,
        Times times,
        LinkQuality links,
        int driftPpm,
        LeaseOptions lease,
        long seed) {
    private static final int MOST_NODES = 9;
    private static final int MOST_CLIENTS = 100;
    private static final double FASTEST = 5_000;

    /**
     * @param limit of the phase with faults
     * @param liveness how long the work goes on after the faults
     * @param timeout of an operation
     * @param interval one fault in so much time
     */
    public record Times(Duration limit, Duration liveness, Duration timeout, Duration interval) {
        public Times {
            List.of(limit, liveness, timeout, interval).forEach(Times::requirePositive);
        }

        private static void requirePositive(Duration time) {
            if (time.isNegative() || time.isZero()) {
                throw new IllegalArgumentException("a time is " + time + ", expected above zero");
            }
        }
    }

    public RunOptions {
        Workloads.requireKnown(workload);
        requireWithin("nodes", nodes, 1, MOST_NODES);
        requireWithin("clients per node", clientsPerNode, 1, MOST_CLIENTS);
        requireWithin("rate", rate, 0.1, FASTEST);
        requireWithin("drift", driftPpm, 0, 100_000);
        Nemeses.named(nemesis, ground(nodes, times.interval(), workload, lease, driftPpm));
    }

    private static void requireWithin(String name, double number, double least, double most) {
        if (!(number >= least && number <= most)) {
            throw new IllegalArgumentException("%s is %s, expected %s to %s".formatted(name, number, least, most));
        }
    }

    private static Ground ground(int nodes, Duration interval, String workload, LeaseOptions lease, int driftPpm) {
        return new Ground(
                IntStream.rangeClosed(1, nodes).mapToObj(number -> "n" + number).toList(),
                interval,
                workload.equals(LeaseWorkload.NAME) ? lease.ttl() : Duration.ZERO,
                driftPpm);
    }

    /** The facts that a nemesis may know ahead. */
    public Ground ground() {
        return ground(nodes, times.interval(), workload, lease, driftPpm);
    }

    /** In a few words. */
    public String title() {
        return "%s, %d node%s, %s"
                .formatted(workload, nodes, nodes == 1 ? "" : "s", nemesis.equals("none") ? "no faults" : nemesis);
    }

    public RunOptions withSeed(long other) {
        return new RunOptions(
                workload, node, nodes, clientsPerNode, nemesis, rate, times, links, driftPpm, lease, other);
    }
}
