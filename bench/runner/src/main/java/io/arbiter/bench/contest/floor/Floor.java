package io.arbiter.bench.contest.floor;

import io.arbiter.bench.contest.Site;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * Durations of one operation, repeated by a single caller.
 *
 * @param name {@code fdatasync}, {@code tcp-echo}, {@code grpc-echo}, or {@code tcp-echo us-east us-west}
 * @param p50Micros the median, in microseconds
 * @param p99Micros one in a hundred took longer
 * @param count of repetitions, without those of the warm-up
 */
public record Floor(String name, double p50Micros, double p99Micros, long count) {
    private static final double NANOS_PER_MICRO = 1_000;

    private static final int SYNCS = 1_000;
    private static final int ECHOES = 10_000;
    private static final int ECHOES_OVER_LINKS = 20;

    /** One operation. */
    interface Step {
        void run() throws IOException;
    }

    /** The parts that every commit needs on this machine. Takes a few seconds; best while nothing else runs. */
    public static List<Floor> ofMachine(Path directory) throws IOException {
        return ofMachine(directory, SYNCS, ECHOES);
    }

    static List<Floor> ofMachine(Path directory, int syncs, int echoes) throws IOException {
        List<Floor> floors = new ArrayList<>();
        try (var appends = new Appends(directory)) {
            floors.add(measure("fdatasync", syncs, appends::append));
        }
        try (var echo = TcpEcho.onLoopback()) {
            floors.add(measure("tcp-echo", echoes, echo::roundTrip));
        }
        try (var echo = new GrpcEcho()) {
            floors.add(measure("grpc-echo", echoes, echo::roundTrip));
        }
        return floors;
    }

    /** The round trips between every two nodes, in both directions. To be measured before servers run at the site. */
    public static List<Floor> ofLinks(Site site) throws IOException {
        return ofLinks(site, ECHOES_OVER_LINKS);
    }

    static List<Floor> ofLinks(Site site, int echoes) throws IOException {
        List<Floor> floors = new ArrayList<>();
        for (int from = 0; from < 3; from++) {
            for (int to = 0; to < 3; to++) {
                if (from != to) {
                    try (var echo = TcpEcho.between(site, from, to)) {
                        floors.add(measure(
                                "tcp-echo " + Site.region(from) + " " + Site.region(to), echoes, echo::roundTrip));
                    }
                }
            }
        }
        return floors;
    }

    static Floor measure(String name, int count, Step step) throws IOException {
        for (int i = 0; i < count / 2; i++) {
            step.run();
        }
        var histogram = new Histogram(3);
        for (int i = 0; i < count; i++) {
            long start = System.nanoTime();
            step.run();
            histogram.recordValue(System.nanoTime() - start);
        }
        return new Floor(
                name,
                histogram.getValueAtPercentile(50) / NANOS_PER_MICRO,
                histogram.getValueAtPercentile(99) / NANOS_PER_MICRO,
                count);
    }
}
