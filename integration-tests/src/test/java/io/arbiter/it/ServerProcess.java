package io.arbiter.it;

import static io.arbiter.testsupport.Patience.PATIENCE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One arbiter server, started by its launcher as an operator would. */
final class ServerProcess {
    private static final String LAUNCHER = Path.of("")
            .toAbsolutePath()
            .getParent()
            .resolve("bin/arbiter-server")
            .toString();

    /** Options of a JVM that is to start fast rather than to run fast. */
    static final String SHORT_LIVED = "-Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1";

    private final Path config;
    private final Path log;
    private final String options;
    private Process process;

    ServerProcess(Path config, Path log) {
        this(config, log, "");
    }

    /** @param options of its JVM */
    ServerProcess(Path config, Path log, String options) {
        this.config = config;
        this.log = log;
        this.options = options;
    }

    void start() {
        start(List.of(LAUNCHER, "--config", config.toString()));
    }

    /** A disk that is full for it: writing past that much of a file fails. */
    void startWithFilesUpTo(int kib) {
        start(List.of(
                "bash",
                "-c",
                "ulimit -f " + kib + "; exec \"$@\"",
                "limited",
                LAUNCHER,
                "--config",
                config.toString()));
    }

    private void start(List<String> command) {
        var builder = new ProcessBuilder(command);
        builder.environment().put("ARBITER_JAVA_OPTS", SHORT_LIVED + " " + options);
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** kill -9: no clean-up, no leadership transfer. */
    void kill() {
        process.destroyForcibly();
        awaitExit();
    }

    /** SIGTERM: a clean shutdown. */
    int terminate() {
        process.destroy();
        return awaitExit();
    }

    int awaitExit() {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("still running: " + log());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    void signal(String name) {
        run(List.of("kill", "-" + name, Long.toString(process.pid())));
    }

    private static void run(List<String> command) {
        try {
            int status = new ProcessBuilder(command).inheritIO().start().waitFor();
            if (status != 0) {
                throw new AssertionError(command + " ended with " + status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    boolean isAlive() {
        return process != null && process.isAlive();
    }

    String log() {
        try {
            return Files.exists(log) ? Files.readString(log) : "(no log)";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
