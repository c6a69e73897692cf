package io.arbiter.chaos.cluster;

import static io.arbiter.testsupport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.chaos.arguments.SeedRange;
import io.arbiter.chaos.check.Verdict.Validity;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole, with real processes: a seed that holds, and the same without the guard, which must not. */
class WholeTest {

    @TempDir
    Path directory;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    private Tally play(long seed, boolean guarded) throws Exception {
        var options = new ClusterOptions(
                Set.of("holder-pause"),
                Duration.ofSeconds(4),
                PATIENCE,
                Duration.ofSeconds(2),
                40,
                0,
                guarded,
                directory);
        var progress = new Progress(new PrintStream(said, true, StandardCharsets.UTF_8));
        try (var campaign = new SeedSweep(options, false, progress)) {
            campaign.run(new SeedRange(seed, seed), PATIENCE);
            return campaign.tally();
        }
    }

    /** Its holders come back from the dead in the liveness phase, and write too late. */
    private static long seedOfAPause() {
        return LongStream.iterate(1, seed -> seed + 1)
                .filter(seed -> Death.draw(seed).manner() == Death.Manner.HOLDERS_PAUSED)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aSeedHolds() throws Exception {
        Tally tally = play(seedOfAPause(), true);
        assertThat(tally.seeds(Validity.VALID))
                .as(said.toString(StandardCharsets.UTF_8))
                .hasSize(1);
        assertThat(tally.lateWrites()).as("writes of those who came back").isPositive();
        assertThat(directory.resolve("index.html")).exists();
    }

    @Test
    void withoutTheGuardAnUpdateIsLostAndTheCheckersSeeIt() throws Exception {
        long seed = seedOfAPause();
        Tally tally = play(seed, false);
        String report = said.toString(StandardCharsets.UTF_8);
        assertThat(tally.seeds(Validity.INVALID)).as(report).containsExactly(seed);
        assertThat(report)
                .containsPattern("invalid +lost-updates")
                .containsPattern("invalid +guard-order")
                .containsPattern("invalid +rows in commit order")
                .contains("--seed " + seed, "--without-guard");
        assertThat(directory.resolve("seed-" + seed).resolve("report.html")).exists();
    }
}
