package io.arbiter.bench.runner.growth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import io.arbiter.bench.runner.Field;
import io.arbiter.bench.runner.report.JsonFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrowthRunTest {
    @TempDir
    private Path directory;

    private final List<String> said = new ArrayList<>();

    private GrowthRun start(int snapshotEvery) throws IOException {
        return GrowthRun.start(
                Field.home(),
                directory.resolve("sites"),
                new GrowthPlan(
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        1_000,
                        100,
                        Optional.of(snapshotEvery)),
                said::add);
    }

    /** Real servers, files and collections: only the figures are of no interest. */
    @Test
    void eachServerIsLookedAtWhileItsLogGoesOn() throws IOException, InterruptedException {
        Growth growth;
        try (GrowthRun run = start(100)) {
            growth = run.measure();
        }
        assertThat(growth.renewalsPerSecond()).isPositive();
        assertThat(growth.servers())
                .extracting(ServerGrowth::server)
                .containsExactly("us-east", "us-west", "eu-central");
        // At one of the looks: a busy machine may be electing at any other.
        assertThat(growth.servers().stream().flatMap(server -> server.samples().stream()))
                .anyMatch(Sample::leads);
        assertThat(growth.servers()).allSatisfy(server -> {
            assertThat(server.entriesPerSecond()).isPositive();
            assertThat(server.samples())
                    .hasSize(5)
                    .allMatch(sample -> sample.dataBytes() > 0 && sample.residentBytes() > 0 && sample.logStart() >= 0);
            // At the begin, at the end, and between them as time passes, which a busy machine decides.
            assertThat(server.samples())
                    .extracting(sample -> sample.heapBytes() != null)
                    .startsWith(true)
                    .endsWith(true);
            assertThat(server.heap().lowest()).isBetween(1L, server.resident().highest());
        });
        assertThat(said).hasSize(4);
        assertThat(GrowthTable.of(growth)).contains("a snapshot every 100 entries", "too few cycles", "run longer");

        JsonFile.write(directory.resolve("growth.json"), growth);
        assertThat(JsonParser.parseString(Files.readString(directory.resolve("growth.json")))
                        .getAsJsonObject()
                        .getAsJsonArray("servers")
                        .get(2)
                        .getAsJsonObject()
                        .getAsJsonArray("samples"))
                .hasSize(5);
    }

    @Test
    void theServersAreToldHowOftenToTakeSnapshots() {
        assertThatThrownBy(() -> start(99))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("snapshot.every-entries: '99' (arbiter.yaml)");
    }
}
