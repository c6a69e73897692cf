package io.arbiter.chaos.bench.schedule;

import io.arbiter.chaos.bench.loop.SeededRandom;
import io.arbiter.chaos.bench.nemesis.Ground;
import io.arbiter.chaos.bench.nemesis.Nemesis;
import io.arbiter.chaos.bench.nemesis.Strike;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * All faults of a run, a pure function of its seed. After a calm start, each interval sees one fault, and now and then,
 * if there are several kinds, a second one beside it. None lasts beyond the time limit.
 */
public record Schedule(List<Fault> faults) {
    private static final Duration CALM = Duration.ofSeconds(2);
    private static final double SECOND = 0.3;

    public Schedule {
        faults = List.copyOf(faults);
    }

    public static Schedule draw(SeededRandom dice, List<Nemesis> nemeses, Ground ground, Duration timeLimit) {
        List<Fault> faults = new ArrayList<>();
        nemeses.stream()
                .filter(Nemesis::isStanding)
                .forEach(nemesis ->
                        faults.add(new Fault(nemesis.kind(), Duration.ZERO, timeLimit, nemesis.draw(dice, ground))));
        List<Nemesis> now =
                nemeses.stream().filter(nemesis -> !nemesis.isStanding()).toList();
        Duration from = CALM;
        while (!now.isEmpty() && from.compareTo(timeLimit) < 0) {
            Duration end = from.plus(ground.interval());
            for (Nemesis nemesis : chosen(dice, now)) {
                Fault fault = draw(dice, nemesis, ground, from, timeLimit);
                faults.add(fault);
                end = later(end, fault.end().plus(ground.interval().dividedBy(4)));
            }
            from = end;
        }
        return new Schedule(faults);
    }

    private static List<Nemesis> chosen(SeededRandom dice, List<Nemesis> nemeses) {
        return dice.shuffled(nemeses).subList(0, nemeses.size() > 1 && dice.chance(SECOND) ? 2 : 1);
    }

    private static Fault draw(SeededRandom dice, Nemesis nemesis, Ground ground, Duration from, Duration timeLimit) {
        Duration begin =
                from.plus(ground.interval().multipliedBy(dice.between(0, 25)).dividedBy(100));
        Duration end = begin.plus(nemesis.length(dice, ground));
        Strike strike = nemesis.draw(dice, ground);
        return new Fault(nemesis.kind(), earlier(begin, timeLimit), earlier(end, timeLimit), strike);
    }

    private static Duration earlier(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration later(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    @Override
    public String toString() {
        return faults.isEmpty()
                ? "no faults\n"
                : String.join("", faults.stream().map(fault -> fault + "\n").toList());
    }
}
