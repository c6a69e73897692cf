package io.arbiter.chaos.power;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CutCountsTest {
    @TempDir
    private Path root;

    @Test
    void aSweepGoesOnFromWhatTheOneBeforeCounted() throws IOException {
        CutCounts first = CutCounts.in(root);
        first.add(Map.of("vote", 2, "cuts of 1", 1), true);
        first.add(Map.of("vote", 1), false);
        first.save();

        CutCounts second = CutCounts.in(root);
        second.add(Map.of("first answer in a term", 1), true);

        assertThat(second.seeds()).isEqualTo(3);
        assertThat(second.invalid()).isEqualTo(1);
        assertThat(second.cuts())
                .containsExactly(
                        Map.entry("cuts of 1", 1), Map.entry("first answer in a term", 1), Map.entry("vote", 3));
    }
}
