package io.arbiter.chaos.cluster;

import io.arbiter.chaos.faults.FaultSchedule;
import io.arbiter.chaos.faults.TimedFault;
import io.arbiter.chaos.servers.Regions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Faults of the holders with their times: a pure function of the seed, the kinds and the length. One at a time, beside
 * the faults of the servers; every one ends within the length.
 *
 * @param strikes in their order
 */
record HolderSchedule(List<Strike> strikes) {
    private static final int FIRST_WITHIN_MILLIS = 3_000;
    /** From a pause that no lease is lost by to one that outlasts three short TTLs. */
    private static final int SHORTEST_MILLIS = 400;

    private static final int LONGEST_MILLIS = 6_000;
    private static final int SHORTEST_GAP_MILLIS = 300;
    private static final int LONGEST_GAP_MILLIS = 3_000;

    /**
     * One of them.
     *
     * @param at from the schedule's start
     */
    record Strike(Duration at, Duration lasts, HolderFault.Kind kind, String region) {
        @Override
        public String toString() {
            return FaultSchedule.line(at, lasts, kind.text(), region);
        }
    }

    HolderSchedule {
        strikes = List.copyOf(strikes);
    }

    /** @param kinds those of holders count */
    static HolderSchedule draw(long seed, Set<String> kinds, Duration length) {
        List<HolderFault.Kind> wanted = Nemeses.holderKinds(kinds);
        List<Strike> strikes = new ArrayList<>();
        var random = new SplittableRandom(seed ^ 0x686f6c64);
        long at = random.nextInt(FIRST_WITHIN_MILLIS);
        while (!wanted.isEmpty() && length.toMillis() - at >= SHORTEST_MILLIS) {
            HolderFault.Kind kind = wanted.get(random.nextInt(wanted.size()));
            String region = Regions.NAMES.get(random.nextInt(Regions.NAMES.size()));
            long lasts = Math.min(random.nextInt(SHORTEST_MILLIS, LONGEST_MILLIS), length.toMillis() - at);
            strikes.add(new Strike(Duration.ofMillis(at), Duration.ofMillis(lasts), kind, region));
            at += lasts + random.nextInt(SHORTEST_GAP_MILLIS, LONGEST_GAP_MILLIS);
        }
        return new HolderSchedule(strikes);
    }

    /** For these holders, near these servers. */
    List<TimedFault> faults(Regions regions, Holders holders) {
        return strikes.stream()
                .map(strike -> new TimedFault(
                        strike.at(),
                        strike.at().plus(strike.lasts()),
                        () -> new HolderFault(strike.kind(), strike.region(), regions, holders)))
                .toList();
    }
}
