package io.arbiter.chaos.faults;

import io.arbiter.chaos.faults.spec.Blueprint;
import io.arbiter.chaos.faults.spec.FaultKind;
import io.arbiter.chaos.faults.spec.Layer;
import io.arbiter.testsupport.html.Format;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * Faults with their times: a pure function of the seed, the kinds and the length. Each {@link Layer} has a sequence of
 * its own, drawn independently; at most one fault of a layer is on at a time, and every fault ends within the length.
 *
 * @param strikes in the order of their starts
 */
public record FaultSchedule(long seed, Duration length, List<Strike> strikes) {
    private static final int FIRST_WITHIN_MILLIS = 1_500;
    private static final int SHORTEST_GAP_MILLIS = 500;
    private static final int LONGEST_GAP_MILLIS = 5_000;

    public FaultSchedule {
        strikes = List.copyOf(strikes);
    }

    /**
     * Draws a schedule.
     *
     * @param kinds  of {@link FaultCatalogue#names}; none means that nothing strikes
     * @param length of the time in which faults may be on
     * @throws IllegalArgumentException if a kind is unknown, or the length not positive
     */
    public static FaultSchedule draw(long seed, Set<String> kinds, Duration length) {
        if (length.isNegative() || length.isZero()) {
            throw new IllegalArgumentException("the length of the schedule is " + length + ": expected more than 0");
        }
        List<FaultKind> wanted = FaultCatalogue.kinds(kinds);
        List<Strike> strikes = new ArrayList<>();
        SplittableRandom seeds = new SplittableRandom(seed);
        for (Layer layer : Layer.values()) {
            SplittableRandom random = seeds.split();
            List<FaultKind> ofLayer =
                    wanted.stream().filter(kind -> kind.layer() == layer).toList();
            if (!ofLayer.isEmpty()) {
                strikes.addAll(sequence(random, ofLayer, length.toMillis()));
            }
        }
        strikes.sort(Comparator.comparing(Strike::at));
        return new FaultSchedule(seed, length, strikes);
    }

    private static List<Strike> sequence(SplittableRandom random, List<FaultKind> kinds, long lengthMillis) {
        List<Strike> sequence = new ArrayList<>();
        long atMillis = random.nextInt(FIRST_WITHIN_MILLIS);
        while (true) {
            FaultKind kind = kinds.get(random.nextInt(kinds.size()));
            Blueprint blueprint = kind.drawing().apply(random);
            long lastsMillis =
                    random.nextLong(kind.shortest().toMillis(), kind.longest().toMillis() + 1);
            long leftMillis = lengthMillis - atMillis;
            if (leftMillis < kind.shortest().toMillis()) {
                return sequence;
            }
            lastsMillis = Math.min(lastsMillis, leftMillis);
            sequence.add(new Strike(Duration.ofMillis(atMillis), Duration.ofMillis(lastsMillis), kind, blueprint));
            atMillis += lastsMillis + random.nextInt(SHORTEST_GAP_MILLIS, LONGEST_GAP_MILLIS);
        }
    }

    /** One fault of any schedule, for people. */
    public static String line(Duration at, Duration lasts, String kind, String detail) {
        return Format.of("%7.3f s  +%6.3f s  %-12s %s", at.toMillis() / 1e3, lasts.toMillis() / 1e3, kind, detail);
    }

    @Override
    public String toString() {
        return "seed " + seed + ", " + length.toMillis() / 1e3 + " s of faults:\n"
                + strikes.stream().map(strike -> "  " + strike + "\n").collect(Collectors.joining());
    }
}
