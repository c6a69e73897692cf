package io.arbiter.cli.run.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whenever this process dies, also between two of its own steps, the command dies with it. */
class GuardedFromTheStartTest {
    private static final String COMMAND = "echo $$ > pid; exec sleep 600";

    @TempDir
    private Path directory;

    /** Starts a command, and is gone at the next step, without another word to the watchdog. */
    static final class DiesAtOnce {
        private DiesAtOnce() {}

        public static void main(String[] directory) throws IOException {
            List<String> launcher = Launcher.find(System.getenv("PATH")).orElseThrow();
            GroupSignals signals = new GroupSignals(launcher);
            List<String> words = signals.guarded(List.of("sh", "-c", COMMAND), System.getenv());
            new ProcessBuilder(words).directory(Path.of(directory[0]).toFile()).start();
            Runtime.getRuntime().halt(0);
        }
    }

    @Test
    void aCommandDoesNotOutliveADeathRightAfterItsStart() throws Exception {
        Process dies = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        DiesAtOnce.class.getName(),
                        directory.toString())
                .inheritIO()
                .start();
        assertThat(dies.waitFor()).isZero();
        Path pid = directory.resolve("pid");
        await().until(() -> Files.exists(pid) && Files.readString(pid).endsWith("\n"));
        long command = Long.parseLong(Files.readString(pid).strip());
        await().until(() -> ProcessHandle.of(command).isEmpty());
    }

    @Test
    void variablesWhoseNamesAreNotAShellsAreKept() throws Exception {
        List<String> launcher = Launcher.find(System.getenv("PATH")).orElseThrow();
        try (GroupSignals signals = new GroupSignals(launcher)) {
            ProcessBuilder builder = new ProcessBuilder();
            builder.environment().put("spring.datasource.url", "jdbc:a b=c");
            builder.command(signals.guarded(List.of("env"), builder.environment()));
            Process command = builder.start();
            String printed = new String(command.getInputStream().readAllBytes());
            assertThat(printed.lines()).contains("spring.datasource.url=jdbc:a b=c");
            assertThat(command.waitFor()).isZero();
        }
    }

    @Test
    void nothingIsStartedWithoutTheWatchdog() throws Exception {
        List<String> launcher = Launcher.find(System.getenv("PATH")).orElseThrow();
        try (GroupSignals signals = new GroupSignals(launcher)) {
            List<String> words =
                    signals.guarded(List.of("touch", directory.resolve("ran").toString()), Map.of());
            ProcessHandle watchdog = ProcessHandle.current()
                    .children()
                    .filter(child -> child.info().commandLine().orElse("").contains("read -r group"))
                    .findFirst()
                    .orElseThrow();
            watchdog.destroyForcibly();
            await().until(() -> !watchdog.isAlive());
            Process command =
                    new ProcessBuilder(words).redirectErrorStream(true).start();
            assertThat(new String(command.getInputStream().readAllBytes())).contains("its watchdog is gone");
            assertThat(command.waitFor()).isEqualTo(125);
            assertThat(directory.resolve("ran")).doesNotExist();
        }
    }
}
