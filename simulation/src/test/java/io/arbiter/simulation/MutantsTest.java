package io.arbiter.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.simulation.mutant.Mutant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A simulation that does not find what is broken on purpose would not find what is broken by mistake. */
class MutantsTest {

    @ParameterizedTest
    @EnumSource(value = Mutant.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void isFound(Mutant mutant) {
        SeedSweep sweep = new SeedSweep(mutant).run(1, mutant.foundWithinSeeds());
        assertThat(sweep.failure())
                .as("a seed from 1 to %d that finds %s", mutant.foundWithinSeeds(), mutant)
                .isPresent();
        RunReport found = sweep.failure().orElseThrow();
        String violation = found.violation().orElseThrow().getMessage();
        System.out.printf(
                "%s (%s): found by seed %d after %d seeds (%s)%n    %s%n    replay: %s%n",
                mutant, mutant.description(), found.seed(), sweep.seeds(), sweep.speed(), violation, found.command());
        assertThat(violation).startsWith(mutant.breaks());
    }
}
