package io.arbiter.chaos.faults;

import static io.arbiter.testsupport.Patience.PATIENCE;

import io.arbiter.chaos.faults.spec.Fault;
import io.arbiter.chaos.faults.spec.FaultKind;
import io.arbiter.chaos.servers.Incident;
import io.arbiter.chaos.servers.Regions;
import io.arbiter.chaos.servers.RegionsOptions;
import io.arbiter.chaos.servers.UnhealthyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * By hand: strikes real servers under traffic with each of some kinds of faults, several times, and awaits health after
 * each. Arguments: how often, and the kinds (default: all). {@code -Dseed=N} draws others.
 */
public final class TryFaults implements FaultListener {

    private final Regions regions;

    private TryFaults(Regions regions) {
        this.regions = regions;
    }

    public static void main(String[] arguments) throws Exception {
        int times = Integer.parseInt(arguments[0]);
        Set<String> kinds = arguments.length == 1
                ? FaultCatalogue.names()
                : Set.copyOf(List.of(arguments).subList(1, arguments.length));
        Path directory = Files.createTempDirectory("try-faults");
        System.out.println("everything lies in " + directory);
        try (Regions regions =
                Regions.start(RegionsOptions.in(directory).interposedIf(FaultCatalogue.needInterposer(kinds)))) {
            TryFaults tries = new TryFaults(regions);
            tries.awaitHealth();
            for (String region : Regions.NAMES) {
                TrafficMain.start(regions, region);
            }
            SplittableRandom random = new SplittableRandom(Long.getLong("seed", 1));
            for (FaultKind kind : FaultCatalogue.kinds(kinds)) {
                for (int time = 0; time < times; time++) {
                    tries.strike(kind, random);
                }
            }
        }
    }

    private void strike(FaultKind kind, SplittableRandom random) throws Exception {
        Duration lasts = Duration.ofMillis(
                random.nextLong(kind.shortest().toMillis(), kind.longest().toMillis()));
        Strike strike = new Strike(Duration.ZERO, lasts, kind, kind.drawing().apply(random));
        int incidents = regions.incidents().size();
        new FaultPlayer(regions, this).play(new FaultSchedule(0, lasts, List.of(strike)));
        awaitHealth();
        List<Incident> all = regions.incidents();
        all.subList(incidents, all.size()).forEach(incident -> System.out.println("INCIDENT " + incident));
    }

    private void awaitHealth() throws Exception {
        long start = System.nanoTime();
        try {
            regions.awaitHealthy(PATIENCE);
        } catch (UnhealthyException sick) {
            System.out.println("UNHEALTHY " + sick.getMessage());
            regions.heal();
            regions.awaitHealthy(PATIENCE);
        }
        System.out.println(Instant.now() + " healthy after " + (System.nanoTime() - start) / 1_000_000 + " ms");
    }

    @Override
    public void began(Fault fault) {
        System.out.println(Instant.now() + " " + fault.kind() + " began: " + fault.detail());
    }

    @Override
    public void ended(Fault fault) {
        System.out.println(Instant.now() + " " + fault.kind() + " ended: " + fault.detail());
    }

    @Override
    public void failed(Fault fault, Exception why) {
        System.out.println(Instant.now() + " FAILED " + fault.kind() + ": " + fault.detail() + ": " + why);
    }
}
