package io.arbiter.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.simulation.mutant.Mutant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Seeds 1 to {@code -Dsim.seeds} (default 2000), or the one of {@code -Dsim.seed} with its trace on standard output.
 */
class SimulationTest {
    private static final long SEEDS = Long.getLong("sim.seeds", 2_000);
    private static final long ENOUGH_FOR_COVERAGE = 200;

    @Test
    void noPromiseIsBrokenAndEveryFaultStrikes() {
        if (Long.getLong("sim.seed") != null) {
            replay(Long.getLong("sim.seed"));
            return;
        }
        SeedSweep sweep = new SeedSweep(Mutant.NONE).run(1, SEEDS);
        System.out.printf("%s%n%s%n", sweep.coverage(), sweep.speed());
        assertThat(sweep.failure().map(SeedSweep::explain)).isEmpty();
        if (sweep.seeds() >= ENOUGH_FOR_COVERAGE) {
            assertThat(sweep.coverage().missing())
                    .as("kinds of events that never happened")
                    .isEmpty();
        }
    }

    private static void replay(long seed) {
        RunReport report = Simulation.run(seed, Mutant.NONE, System.out::println);
        assertThat(report.violation()).isEmpty();
    }

    @Test
    void oneSeedAlwaysGivesTheSameTrace() {
        assertThat(trace(7)).isEqualTo(trace(7)).hasSizeGreaterThan(500);
        assertThat(trace(7)).isNotEqualTo(trace(8));
    }

    private static List<String> trace(long seed) {
        List<String> lines = new ArrayList<>();
        Simulation.run(seed, Mutant.NONE, lines::add);
        return lines;
    }

    @Test
    void watchingChangesNothing() {
        long watched = Simulation.run(7, Mutant.NONE, line -> {}).events();
        assertThat(Simulation.run(7, Mutant.NONE, null).events()).isEqualTo(watched);
    }
}
