package io.arbiter.bench.runner;

import io.arbiter.bench.runner.scenario.Cycle;
import io.arbiter.bench.runner.scenario.Failover;
import io.arbiter.bench.runner.scenario.FirstAcquire;
import io.arbiter.bench.runner.scenario.Handoff;
import io.arbiter.bench.runner.scenario.Place;
import io.arbiter.bench.runner.scenario.Read;
import io.arbiter.bench.runner.scenario.Renew;
import io.arbiter.bench.runner.scenario.Scenario;
import io.arbiter.bench.runner.scenario.WatchFanOut;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The measurements under one leader, in that order.
 *
 * @param leader the node that has to lead; empty if that makes no difference
 */
record Plan(Optional<Integer> leader, List<Scenario> scenarios) {
    private static final int[] CALLERS = {1, 16, 64, 256, 1024};
    private static final int CONTENDERS = 64;
    private static final int READERS = 64;
    private static final int WATCHERS = 1_000;
    /** Callers that heat. */
    private static final int MANY = 256;

    private static final int FEW = 16;
    private static final int[] SESSIONS = {1_000, 10_000, 100_000};
    private static final int US_EAST = 0;
    private static final int US_WEST = 1;
    private static final Duration SHORT = Duration.ofSeconds(3);
    private static final Duration LONG = Duration.ofSeconds(10);

    /** On localhost. */
    static List<Plan> local() {
        List<Scenario> scenarios = new ArrayList<>();
        IntStream.of(CALLERS).forEach(callers -> scenarios.add(new Cycle(callers, Place.LEADER)));
        scenarios.add(new Handoff(CONTENDERS, Place.LEADER));
        IntStream.of(SESSIONS).forEach(sessions -> scenarios.add(new Renew(sessions, Place.LEADER)));
        scenarios.add(Read.atLeader(READERS, Place.LEADER));
        scenarios.add(Read.atFollower(READERS, Place.FOLLOWER));
        scenarios.add(new WatchFanOut(WATCHERS, Place.LEADER));
        scenarios.addAll(failovers(Place.LEADER));
        return List.of(new Plan(Optional.empty(), scenarios));
    }

    /** Over the links: the leader in us-east, then away from its clients. */
    static List<Plan> wan() {
        Place east = Place.region(US_EAST);
        Place west = Place.region(US_WEST);
        List<Scenario> near = new ArrayList<>();
        IntStream.range(0, 3).forEach(node -> near.add(new Cycle(1, Place.region(node))));
        near.add(FirstAcquire.near(east));
        near.add(FirstAcquire.atLeader(west));
        near.add(new Cycle(256, east));
        near.add(new Handoff(CONTENDERS, east));
        Stream.of(east, west).forEach(place -> near.add(new Renew(10_000, place)));
        near.add(Read.atLeader(READERS, east));
        near.add(Read.atFollower(READERS, west));
        near.addAll(failovers(east));
        Scenario away = new Cycle(256, east.called("us-east, leader in us-west"));
        return List.of(new Plan(Optional.of(US_EAST), near), new Plan(Optional.of(US_WEST), List.of(away)));
    }

    private static List<Scenario> failovers(Place place) {
        return Stream.of(SHORT, LONG)
                .<Scenario>flatMap(ttl -> Stream.of(Failover.ofHolder(ttl, place), Failover.ofBoth(ttl, place)))
                .toList();
    }

    Plan only(Selection selection) {
        return new Plan(leader, scenarios.stream().filter(selection::takes).toList());
    }

    /**
     * Work that lets compilers finish before anything counts: many callers for code that carries batches, if any
     * scenario has many, and few for code that carries single commands, which over the links nobody else would run
     * often enough.
     */
    List<Scenario> heating() {
        int busiest = scenarios.stream().mapToInt(Scenario::clients).max().orElse(FEW);
        return IntStream.of(Math.min(busiest, MANY), FEW)
                .map(callers -> Math.max(callers, FEW))
                .distinct()
                .<Scenario>mapToObj(callers -> new Cycle(callers, Place.LEADER))
                .toList();
    }
}
