package io.arbiter.it;

import static io.arbiter.testsupport.Patience.PATIENCE;

import io.arbiter.testsupport.process.ProcessLog;
import io.arbiter.testsupport.process.Shell;
import io.arbiter.testsupport.process.Spawner;
import io.arbiter.testsupport.servers.ServerProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One arbiter server, started by its launcher as an operator would. */
final class ServerProcess {
    private static final ServerProgram PROGRAM = ServerProgram.inPlace(ServerProgram.findHome());

    private final List<String> command;
    private final ProcessLog log;
    private Process process;

    /** @param options of its JVM, beside those of one that is to start fast rather than to run fast */
    ServerProcess(Path config, Path log, String... options) {
        this.command = PROGRAM.command(
                config,
                Stream.concat(ServerProgram.SMALL_JVM.stream(), Stream.of(options))
                        .toList());
        this.log = new ProcessLog(log);
    }

    void start() {
        start(command);
    }

    /** A disk that is full for it: writing past that much of a file fails. */
    void startWithFilesUpTo(int kib) {
        List<String> limited = new ArrayList<>(List.of("bash", "-c", "ulimit -f " + kib + "; exec \"$@\"", "limited"));
        limited.addAll(command);
        start(limited);
    }

    private void start(List<String> whole) {
        try {
            process = Spawner.start(log.receive(new ProcessBuilder(whole)));
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
        try {
            Shell.signal(name, process.pid());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process != null && process.isAlive();
    }

    String log() {
        return log.text();
    }
}
