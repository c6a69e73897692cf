package io.arbiter.chaos.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One region's server process, its files, and what can be done to it. Thread safe; of the calls that do something, one
 * is carried out at a time.
 */
public final class Region {
    private static final int KILLED = 128 + 9;
    private static final int TERMINATED = 128 + 15;
    private static final long PATIENCE_SECONDS = 30;
    private static final int LAST_WORDS = 12;

    private final String name;
    private final NodeFiles files;
    private final List<String> command;
    private final Map<String, String> environment;
    private final Consumer<Incident> incidents;
    private final Set<Integer> allowed = ConcurrentHashMap.newKeySet();
    private final Set<Integer> alwaysAllowed = ConcurrentHashMap.newKeySet();
    private volatile Process process;
    private volatile boolean paused;

    Region(String name, NodeFiles files, List<String> command, Map<String, String> environment,
            Consumer<Incident> incidents) {
        this.name = name;
        this.files = files;
        this.command = List.copyOf(command);
        this.environment = Map.copyOf(environment);
        this.incidents = incidents;
    }

    public String name() {
        return name;
    }

    /** Starts the server if it does not run; does not wait until it is ready. */
    public synchronized void start() throws IOException {
        if (isRunning()) {
            return;
        }
        var builder = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(files.log().toFile()));
        builder.environment().putAll(environment);
        Files.createDirectories(files.log().getParent());
        allowed.clear();
        paused = false;
        Process started = Spawner.start(builder);
        process = started;
        started.getOutputStream().close();
        started.onExit().thenAccept(this::ended);
    }

    private void ended(Process gone) {
        int code = gone.exitValue();
        if (!allowed.contains(code) && !alwaysAllowed.contains(code)) {
            incidents.accept(new Incident(Instant.now(), name, code, lastWords()));
        }
    }

    /** SIGKILL, as a power failure is for the process; waits for its end. */
    public synchronized void kill() {
        if (process != null) {
            allowed.add(KILLED);
            process.destroyForcibly().onExit().join();
            paused = false;
        }
    }

    /**
     * SIGTERM: a clean shutdown, leadership handed over first; waits for it. A paused server is resumed for it.
     *
     * @throws IOException if it does not end; it is killed then
     */
    public synchronized void stop() throws IOException, InterruptedException {
        if (!isRunning()) {
            return;
        }
        resume();
        allowed.addAll(Set.of(0, TERMINATED));
        process.destroy();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            kill();
            throw new IOException(name + " did not end within " + PATIENCE_SECONDS + " s of SIGTERM: " + lastWords());
        }
    }

    /** SIGSTOP: it lives, holds its connections, and does nothing. */
    public synchronized void pause() throws IOException, InterruptedException {
        if (isRunning() && !paused) {
            Shell.signal("STOP", process.pid());
            paused = true;
        }
    }

    /** SIGCONT. */
    public synchronized void resume() throws IOException, InterruptedException {
        if (isRunning() && paused) {
            Shell.signal("CONT", process.pid());
            paused = false;
        }
    }

    /** Paused counts as running. */
    public boolean isRunning() {
        return process != null && process.isAlive();
    }

    public boolean isPaused() {
        return isRunning() && paused;
    }

    /** Of the process that ran last; empty while it runs, or if none did. */
    public OptionalInt lastExitCode() {
        Process last = process;
        return last == null || last.isAlive() ? OptionalInt.empty() : OptionalInt.of(last.exitValue());
    }

    /** Waits for the end of the server, which something else brings about. @return whether it came */
    boolean awaitEnd(long seconds) throws InterruptedException {
        return process == null || process.waitFor(seconds, TimeUnit.SECONDS);
    }

    /** From now on the server may end with that code: a fault gives it reason to. */
    void allowExit(int code) {
        alwaysAllowed.add(code);
    }

    /** The reason is gone. */
    void forbidExit(int code) {
        alwaysAllowed.remove(code);
    }

    /** Everything it printed, over all its starts. */
    public Path log() {
        return files.log();
    }

    /** Its data directory; beside it lies its marker, {@code data.joined}. */
    public Path data() {
        return files.data();
    }

    NodeFiles files() {
        return files;
    }

    /** The last lines of its log. */
    public String lastWords() {
        try {
            List<String> lines = Files.exists(log()) ? Files.readAllLines(log()) : List.of("(no log)");
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_WORDS), lines.size()));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
