package io.arbiter.chaos.faults;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.SplittableRandom;

/** By hand: strikes with kinds of faults, several times each, and awaits health after each. Arguments: times, kinds. */
public final class TryFaults {
    private TryFaults() {
    }

    public static void main(String[] arguments) throws Exception {
        Path directory = Files.createTempDirectory("try-faults");
        int times = Integer.parseInt(arguments[0]);
        Set<String> kinds = arguments.length == 1 ? FaultCatalogue.names()
                : Set.copyOf(java.util.List.of(arguments).subList(1, arguments.length));
        SplittableRandom random = new SplittableRandom(Long.getLong("seed", 1));
        System.out.println(directory);
        try (Regions regions = Regions.start(RegionsOptions.in(directory).withKinds(kinds))) {
            healthy(regions, "start");
            for (String region : Boolean.getBoolean("idle") ? java.util.List.<String>of() : Regions.NAMES) {
                TrafficMain.start(regions, region);
            }
            for (FaultKind kind : FaultCatalogue.kinds(kinds)) {
                for (int time = 0; time < times; time++) {
                    Fault fault = kind.drawing().apply(random).build().apply(regions);
                    fault.begin();
                    String detail = fault.detail();
                    System.out.println(java.time.Instant.now() + "  " + kind.name() + ": " + detail);
                    Thread.sleep(random.nextLong(kind.shortest().toMillis(), kind.longest().toMillis()));
                    fault.end();
                    healthy(regions, kind.name() + ": " + detail + (detail.equals(fault.detail()) ? ""
                            : " -> " + fault.detail()));
                }
            }
            regions.incidents().forEach(System.out::println);
        }
        System.exit(0);
    }

    private static void healthy(Regions regions, String after) throws Exception {
        long start = System.nanoTime();
        int incidents = regions.incidents().size();
        try {
            regions.awaitHealthy(Duration.ofSeconds(60));
        } catch (UnhealthyException sick) {
            System.out.println("UNHEALTHY after " + after + ": " + sick.getMessage());
            regions.heal();
            regions.awaitHealthy(Duration.ofSeconds(60));
        }
        System.out.printf("%6d ms  %s  %s%n", (System.nanoTime() - start) / 1_000_000, after,
                regions.incidents().size() > incidents ? "INCIDENT" : "");
    }
}
