package io.arbiter.bench.runner.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.arbiter.bench.runner.Field;
import io.arbiter.bench.runner.arbiter.ManyLeases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartRunTest {
    @TempDir
    private Path directory;

    private final List<String> said = new ArrayList<>();

    private StartFigures measure() throws IOException, InterruptedException {
        var plan = new StartPlan(
                new ManyLeases.Shape(1_050, 100, Duration.ofHours(1)),
                100,
                1,
                Duration.ofMillis(5),
                Duration.ofMillis(100),
                Duration.ofMinutes(1),
                false);
        try (StartRun run = StartRun.start(Field.home(), directory.resolve("sites"), plan, said::add)) {
            return run.measure();
        }
    }

    /** Real servers, snapshots and kills: only the figures are of no interest. */
    @Test
    void leasesOutliveEveryStart() throws IOException, InterruptedException {
        StartFigures figures = measure();
        assertThat(figures.servers())
                .extracting(ServerFigures::server)
                .containsExactly("us-east", "us-west", "eu-central");
        assertThat(figures.servers()).filteredOn(ServerFigures::leads).hasSize(1);
        assertThat(figures.servers()).allSatisfy(server -> {
            assertThat(server.snapshotBytes()).isGreaterThan(1_050 * 20);
            assertThat(server.snapshotMs()).isNotEmpty();
            assertThat(server.loaded().heapBytes())
                    .isBetween(1L, server.loaded().residentBytes());
        });
        assertThat(figures.cycles().writing().cycles().count()).isPositive();
        assertThat(figures.restarts()).extracting(Restart::after).containsExactly("SIGTERM", "SIGKILL", "SIGTERM");
        assertThat(figures.restarts()).allSatisfy(restart -> {
            assertThat(restart.leases()).as("with the witness").isEqualTo(1_050 + 1);
            assertThat(restart.readyMs()).isBetween(1L, restart.holdsMs());
        });
        assertThat(said).contains("starting all three anew");
        assertThat(StartTable.of(figures)).contains("while a snapshot is written", "1,051");
    }

    private static StartFigures nothing() {
        return new StartFigures("now", "none", null, 0, 0, 0, 0, List.of(), null, List.of(), 0);
    }

    @Test
    void whatIsInTheFileStays() throws IOException {
        Path file = Files.writeString(directory.resolve("start.json"), """
                {"starts": [{"ready_ms": 1}], "leases": {"version": "old"}}""");
        nothing().write(file);
        JsonObject written = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
        assertThat(written.getAsJsonArray("starts")).hasSize(1);
        assertThat(written.getAsJsonObject("leases").get("version").getAsString())
                .isEqualTo("none");
    }

    @Test
    void aFileThatIsSomethingElseIsLeftAlone() throws IOException {
        Path file = Files.writeString(directory.resolve("start.json"), "[");
        assertThatThrownBy(() -> nothing().write(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("delete it, and measure again");
        assertThat(file).hasContent("[");
    }
}
