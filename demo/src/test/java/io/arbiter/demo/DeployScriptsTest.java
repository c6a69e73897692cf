package io.arbiter.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands of deploy/three-region, as far as they answer without running servers. */
class DeployScriptsTest {
    private static final Path SCRIPTS = Path.of("").toAbsolutePath().resolveSibling("deploy/three-region");

    @TempDir
    private Path run;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "up", "down", "status", "kill", "start", "pause", "resume", "isolate", "heal", "links", "in", "demo"
            })
    void helpSaysHowAndGivesAnExample(String command) throws Exception {
        Answer answer = execute(command, "--help");
        assertThat(answer.status()).isZero();
        assertThat(answer.text())
                .doesNotContain("#!/")
                .contains("Usage: deploy/three-region/" + command, "Example: deploy/three-region/");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "up --wann | 2 | unknown argument '--wann'",
                "down us-east | 2 | unknown argument 'us-east'",
                "status all | 2 | expected no arguments, got 'all'",
                "kill | 2 | expected exactly one REGION of us-east us-west eu-central",
                "kill mars | 2 | unknown region 'mars': expected one of us-east us-west eu-central",
                "pause us-east us-west | 2 | expected exactly one REGION",
                "pause us-east | 1 | us-east does not run; start it with deploy/three-region/start us-east",
                "resume us-east | 1 | us-east does not run",
                "start us-east | 1 | nothing is set up yet: run deploy/three-region/up",
                "isolate | 2 | expected a REGION of us-east us-west eu-central",
                "isolate us-east us-west | 2 | expected one REGION",
                "isolate us-east --one-way up | 2 | --one-way is 'up': expected in or out",
                "isolate us-east | 1 | start the regions with deploy/three-region/up --wan",
                "heal now | 2 | expected no arguments",
                "heal | 1 | there are no emulated links",
                "links us-east | 2 | expected two REGIONs",
                "links us-east us-west --rtt fast | 2 | --rtt is 'fast': expected a number with its unit",
                "in us-east | 2 | expected REGION COMMAND...",
                "in mars true | 2 | unknown region 'mars'",
                "in us-east true | 1 | nothing is set up yet"
            })
    void wrongUseSaysWhatWasExpected(String line, int status, String message) throws Exception {
        Answer answer = execute(line.split(" "));
        assertThat(answer.text()).contains(message);
        assertThat(answer.status()).isEqualTo(status);
    }

    @Test
    void statusWithoutAnythingRunning() throws Exception {
        Answer answer = execute("status");
        assertThat(answer.status()).isEqualTo(3);
        assertThat(answer.text().lines().filter(line -> line.contains("stopped")))
                .hasSize(3);
    }

    /**
     * A pid file that outlived its process may name anybody's process by now: this test's own, for example.
     */
    @Test
    void pidOfAStrangerIsLeftAlone() throws Exception {
        Path region = Files.createDirectories(run.resolve("us-east"));
        Files.writeString(region.resolve("pid"), ProcessHandle.current().pid() + "\n");
        assertThat(execute("kill", "us-east").text()).contains("us-east does not run");
        assertThat(execute("down").status()).isZero();
        assertThat(region.resolve("pid")).doesNotExist();
    }

    private record Answer(int status, String text) {}

    private Answer execute(String... arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(arguments));
        line.set(0, SCRIPTS.resolve(arguments[0]).toString());
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().put("ARBITER_RUN_DIR", run.toString());
        builder.environment().put("ARBITER_BUILD", "never");
        Process process = builder.start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Answer(process.waitFor(), text);
    }
}
