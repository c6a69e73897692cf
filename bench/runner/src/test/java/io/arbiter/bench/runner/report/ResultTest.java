package io.arbiter.bench.runner.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultTest {
    @TempDir
    private Path directory;

    private JsonObject json(Result result) throws IOException {
        Path file = directory.resolve("some/results.json");
        new ResultFile(file).write(List.of(result));
        JsonArray array = JsonParser.parseString(Files.readString(file)).getAsJsonArray();
        return array.get(0).getAsJsonObject();
    }

    @Test
    void medianAndSpreadAreThoseOfTheRounds() {
        Result result = Rows.of("arbiter", "acquire", 900, 100, 200);
        assertThat(result.p50Us()).isCloseTo(200, within(0.5));
        assertThat(result.p50Spread().min()).isCloseTo(100, within(0.5));
        assertThat(result.p50Spread().max()).isCloseTo(900, within(0.5));
        assertThat(result.p99Us()).isCloseTo(2_000, within(2.0));
        assertThat(result.throughputPerS()).isEqualTo(5_000);
        assertThat(result.cpuSPer10k()).isCloseTo(3, within(1e-9));
        assertThat(result.rssMib()).isEqualTo(600);
        assertThat(result.rounds()).isEqualTo(3);
    }

    @Test
    void theMedianOfTwoLiesBetweenThem() {
        assertThat(Result.median(List.of(1.0, 4.0))).isEqualTo(2.5);
    }

    @Test
    void theJsonHasWhatMachinesLookFor() throws IOException {
        JsonObject row = json(Rows.of("etcd", "renew", 1_000));
        assertThat(row.keySet())
                .contains(
                        "system",
                        "scenario",
                        "clients",
                        "throughput_per_s",
                        "p50_us",
                        "p99_us",
                        "p999_us",
                        "rounds",
                        "version",
                        "profile",
                        "where",
                        "ttl_s",
                        "cpu_s_per_10k",
                        "rss_mib",
                        "throughput_spread",
                        "p50_spread",
                        "p99_spread",
                        "p999_spread",
                        "shares",
                        "measured_at");
        assertThat(row.get("system").getAsString()).isEqualTo("etcd");
        assertThat(row.get("scenario").getAsString()).isEqualTo("renew");
        assertThat(row.get("clients").getAsInt()).isEqualTo(64);
        assertThat(row.get("throughput_per_s").getAsDouble()).isEqualTo(1_000);
        assertThat(row.get("ttl_s").isJsonNull()).isTrue();
    }

    @Test
    void whatHappensOnceARoundHasNoThroughput() throws IOException {
        JsonObject row = json(Rows.of(
                new Result.Heading("etcd", "3", "wan", "us-east", 2, 3, false, "now"), "failover-both", 5_000_000));
        assertThat(row.get("throughput_per_s").isJsonNull()).isTrue();
        assertThat(row.get("cpu_s_per_10k").isJsonNull()).isTrue();
        assertThat(row.get("ttl_s").getAsInt()).isEqualTo(3);
    }

    @Test
    void theFileIsReadAsItWasWritten() throws IOException {
        var file = new ResultFile(directory.resolve("results.json"));
        assertThat(file.read()).isEmpty();
        List<Result> results = List.of(Rows.of("arbiter", "acquire", 100, 200), Rows.of("etcd", "handoff", 50));
        file.write(results);
        assertThat(file.read()).isEqualTo(results);
    }

    @Test
    void ratiosAreThoseOfTheSameRun() {
        Result subject = Rows.of("arbiter", "acquire", 100);
        Result other = Rows.of("etcd", "acquire", 400);
        Result elsewhere = Rows.of(
                new Result.Heading("etcd", "3", "wan", "leader", 64, null, true, "2026-11-21T12:00:00Z"),
                "acquire",
                400);
        List<Result> all = List.of(subject, other, elsewhere);
        assertThat(Ratios.to(other, all)).get().satisfies(ratios -> {
            assertThat(ratios.throughput()).isCloseTo(4, within(0.01));
            assertThat(ratios.p50()).isCloseTo(0.25, within(0.001));
        });
        assertThat(Ratios.to(subject, all)).isEmpty();
        assertThat(Ratios.to(elsewhere, all)).isEmpty();
    }

    @Test
    void theTableTellsTheRatios() {
        assertThat(ResultTable.of(List.of(Rows.of("arbiter", "acquire", 100), Rows.of("etcd", "acquire", 400))))
                .contains("10,000")
                .contains("400 µs")
                .contains("4.00 × throughput, 0.25 × p50, 0.25 × p99");
    }
}
