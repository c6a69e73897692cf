package io.arbiter.bench.runner;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BenchCommandTest {
    @TempDir
    private Path directory;

    private final StringWriter errors = new StringWriter();

    private int run(String... arguments) {
        return new CommandLine(new BenchCommand())
                .setOut(new PrintWriter(errors))
                .setErr(new PrintWriter(errors))
                .execute(arguments);
    }

    /** Real servers, the real client, real files: only the figures are of no interest. */
    @Test
    void aRunOnArbiterInPlaintextWithCertificatesAndWithAKeyWritesWhatItMeasured() throws IOException {
        assertThat(run(
                        "local",
                        "--quick",
                        "--heating",
                        "1",
                        "--against",
                        "arbiter-tls,arbiter-signed",
                        "--only",
                        "acquire",
                        "--clients",
                        "1,16",
                        "--out",
                        directory.toString()))
                .as(errors.toString())
                .isZero();
        List<JsonObject> rows = StreamSupport.stream(
                        JsonParser.parseString(Files.readString(directory.resolve("results.json")))
                                .getAsJsonArray()
                                .spliterator(),
                        false)
                .map(row -> row.getAsJsonObject())
                .toList();
        assertThat(rows)
                .extracting(row ->
                        row.get("clients").getAsInt() + " " + row.get("system").getAsString())
                .containsExactly(
                        "1 arbiter",
                        "1 arbiter-tls",
                        "1 arbiter-signed",
                        "16 arbiter",
                        "16 arbiter-tls",
                        "16 arbiter-signed");
        assertThat(rows).allSatisfy(row -> {
            assertThat(row.get("scenario").getAsString()).isEqualTo("acquire");
            assertThat(row.get("rounds").getAsInt()).isEqualTo(2);
            for (String figure : List.of("throughput_per_s", "p50_us", "p99_us", "p999_us", "rss_mib")) {
                assertThat(row.get(figure).getAsDouble()).as(figure).isPositive();
            }
        });
        assertThat(directory.resolve("report.html"))
                .content()
                .contains("arbiter")
                .endsWith("</html>\n");
        try (Stream<Path> left = Files.list(directory.resolve("sites"))) {
            assertThat(left).as("what the servers stored").isEmpty();
        }
    }

    @Test
    void unknownNamesAreRefusedWithThoseThatAreKnown() {
        assertThat(run("local", "--only", "aquire")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(errors.toString()).contains("--only is 'aquire': expected some of acquire, release, cycle");
        assertThat(run("local", "--against", "consul")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(errors.toString()).contains("--against is 'consul': expected some of etcd, zookeeper");
        assertThat(run("local", "--rounds", "0")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(run("local", "--heating", "601")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(errors.toString()).contains("--heating is 601: expected 1 to 600");
        assertThat(run("lan")).isEqualTo(CommandLine.ExitCode.USAGE);
    }
}
