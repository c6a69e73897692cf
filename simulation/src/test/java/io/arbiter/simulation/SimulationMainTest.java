package io.arbiter.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimulationMainTest {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Test
    void runsSeedsAndReportsTheSpeed() {
        assertThat(run("--seeds", "3", "--first", "5")).isZero();
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("leader changes", "3 seeds in", "seeds/s");
    }

    @Test
    void tracesOneSeed() {
        assertThat(run("--seed", "3", "--trace")).isZero();
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("seed 3:", "leads term 1", "RenewSession", "heals");
    }

    @Test
    void aMutantEndsWithTheSeedTheCommandAndTheLastEvents() {
        assertThat(run("--mutant", "NO_GUARD", "--seeds", "50")).isEqualTo(1);
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("VIOLATION after", "S4: ", "SimulationMain --trace --seed", "last events:");
    }

    @Test
    void refusesUnknownArguments() {
        assertThat(run("--sedes", "3")).isEqualTo(2);
        assertThat(run("--seeds")).isEqualTo(2);
        assertThat(run("--seeds", "many")).isEqualTo(2);
        assertThat(run("--mutant", "BIG")).isEqualTo(2);
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("expected: [--seeds N]");
    }

    private int run(String... args) {
        return SimulationMain.run(List.of(args), new PrintStream(printed, true, StandardCharsets.UTF_8));
    }
}
