package io.arbiter.chaos.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.chaos.bench.toy.Wrong;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nodes that are wrong on purpose are convicted; the same node without its fault is acquitted on the same seed. */
class ToyNodesTest {
    /** Within which each must be convicted: usually the first does it, unless the machine is very busy. */
    private static final long SEEDS = 6;

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "lin-kv, partition, STALE_READS, linearizability",
        "lin-kv, none, LOST_WRITES, linearizability",
        "unique-ids, none, REPEATED_IDS, unique-ids",
        "lease, holder-pause, NO_GUARD, lost-updates",
        "lease, none, DOUBLE_GRANT, gate-exclusivity",
        "echo, none, DEAF, echo"
    })
    void whatIsWrongIsConvicted(String workload, String nemesis, Wrong wrong, String checker) throws Exception {
        RunOptions options = RunFixture.options(workload, nemesis, wrong);
        List<String> convicted = List.of();
        for (long seed = 1; seed <= SEEDS && !convicted.contains(checker); seed++) {
            convicted = RunFixture.convicted(RunFixture.run(options.withSeed(seed), directory));
        }
        assertThat(convicted).contains(checker);
    }

    @ParameterizedTest
    @CsvSource({"lin-kv, partition", "unique-ids, 'loss,slow'", "lease, 'holder-pause,holder-cut'", "echo, pause"})
    void whatIsRightIsAcquitted(String workload, String nemesis) throws Exception {
        RunResult result = RunFixture.run(RunFixture.options(workload, nemesis, Wrong.NOTHING), directory);
        assertThat(RunFixture.convicted(result))
                .doesNotContain(
                        "linearizability",
                        "lost-writes",
                        "unique-ids",
                        "lost-updates",
                        "gate-exclusivity",
                        "token-order",
                        "guard-order",
                        "echo",
                        "final-reads");
        assertThat(result.history().faults()).isNotEmpty();
    }
}
