package io.arbiter.bench.runner;

import io.arbiter.bench.contest.Site;
import io.arbiter.bench.contest.floor.Floor;
import io.arbiter.bench.runner.report.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Lower bounds for any system, as results of a system called floor. Over links there is one for acquires too: a round
 * trip to the leader in us-east, and one from there to the nearest other node.
 */
final class Floors {
    private static final int LEADER = 0;

    private final String measuredAt;

    Floors(String measuredAt) {
        this.measuredAt = measuredAt;
    }

    List<Result> ofMachine(Path directory) throws IOException {
        return Floor.ofMachine(directory).stream()
                .map(floor -> row("local", floor.name(), "this machine", floor))
                .toList();
    }

    /** To be measured before servers run at the site. */
    List<Result> ofLinks(Site site) throws IOException {
        List<Floor> floors = Floor.ofLinks(site);
        List<Result> rows = new ArrayList<>(floors.stream()
                .map(floor -> row("wan", floor.name(), "links", floor))
                .toList());
        Floor nearest = IntStream.range(1, 3)
                .mapToObj(node -> between(floors, LEADER, node))
                .min((one, other) -> Double.compare(one.p50Micros(), other.p50Micros()))
                .orElseThrow();
        for (int node = 0; node < 3; node++) {
            rows.add(row(
                    "wan",
                    "acquire",
                    Site.region(node),
                    node == LEADER ? nearest : sum(between(floors, node, LEADER), nearest)));
        }
        rows.add(row("wan", "first-acquire", Site.region(LEADER), nearest));
        return rows;
    }

    private static Floor between(List<Floor> floors, int from, int to) {
        return floors.stream()
                .filter(floor -> floor.name().endsWith(Site.region(from) + " " + Site.region(to)))
                .findFirst()
                .orElseThrow();
    }

    private static Floor sum(Floor one, Floor other) {
        return new Floor(
                one.name(),
                one.p50Micros() + other.p50Micros(),
                one.p99Micros() + other.p99Micros(),
                Math.min(one.count(), other.count()));
    }

    private Result row(String profile, String scenario, String where, Floor floor) {
        return Result.ofFloor(profile, scenario, where, floor.p50Micros(), floor.p99Micros(), measuredAt);
    }
}
