package io.arbiter.chaos.servers;

import io.arbiter.testsupport.process.Shell;
import io.arbiter.testsupport.process.Spawner;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One region's server process, its files, and the actions on it. Thread safe; of the calls that do something, one is
 * carried out at a time.
 */
public final class Region {
    private static final int KILLED = 128 + 9;
    private static final int TERMINATED = 128 + 15;
    private static final long PATIENCE_SECONDS = 30;
    private static final long THREAD_DUMP_SECONDS = 3;

    private final String name;
    private final NodeFiles files;
    private final List<String> command;
    private final Map<String, String> environment;
    private final Optional<ClockAndDisk> clockAndDisk;
    private final Consumer<Incident> incidents;
    private volatile Process process;
    /** The exit codes with which that process may end, filled as reasons arise. */
    private Set<Integer> allowed = Set.of();

    private volatile boolean paused;
    private boolean ending;

    /** @param interposer stands before the server if a kind of fault needs it */
    Region(
            String name,
            NodeFiles files,
            List<String> command,
            Optional<Interposer> interposer,
            Consumer<Incident> incidents)
            throws IOException {
        this.name = name;
        this.files = files;
        this.command = List.copyOf(command);
        this.environment = interposer
                .map(i -> i.environment(files.controls(), files.disk()))
                .orElse(Map.of());
        this.clockAndDisk =
                interposer.isEmpty() ? Optional.empty() : Optional.of(ClockAndDisk.create(files.controls()));
        this.incidents = incidents;
    }

    public String name() {
        return name;
    }

    /** Starts the server if it does not run, or runs no more in a moment; does not wait until it is ready. */
    public synchronized void start() throws IOException, InterruptedException {
        if (ending && isRunning()) {
            awaitStop();
        }
        if (!isRunning()) {
            launch();
        }
    }

    synchronized void launch() throws IOException {
        ProcessBuilder builder = files.log().receive(new ProcessBuilder(command));
        builder.environment().putAll(environment);
        Set<Integer> reasons = ConcurrentHashMap.newKeySet();
        allowed = reasons;
        paused = false;
        ending = false;
        Process started = Spawner.start(builder);
        process = started;
        started.getOutputStream().close();
        started.onExit().thenAccept(gone -> ended(gone.exitValue(), reasons));
    }

    private void ended(int code, Set<Integer> reasons) {
        if (!reasons.contains(code)) {
            report("ended with exit code " + code);
        }
    }

    /** Notes a forbidden act of the server. */
    public void report(String what) {
        incidents.accept(new Incident(Instant.now(), name, what, lastWords()));
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
     * SIGTERM: a clean shutdown, leadership transferred first; waits for it. A paused server is resumed for it. One
     * that does not end is an incident: it is made to print its threads, and killed.
     */
    public synchronized void stop() throws IOException, InterruptedException {
        if (isRunning()) {
            resume();
            allowed.addAll(Set.of(0, TERMINATED));
            ending = true;
            process.destroy();
            awaitStop();
        }
    }

    private void awaitStop() throws IOException, InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            report("did not end within " + PATIENCE_SECONDS + " s of SIGTERM; its threads are in its log");
            Shell.signal("QUIT", process.pid());
            process.waitFor(THREAD_DUMP_SECONDS, TimeUnit.SECONDS);
            kill();
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

    /** Of the process that was started last. */
    public long pid() {
        return process.pid();
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

    /** Waits for the end of the server, which another cause brings about. @return whether it came */
    public boolean awaitEnd(long seconds) throws InterruptedException {
        return process == null || process.waitFor(seconds, TimeUnit.SECONDS);
    }

    /** The server that runs may end with that code: a fault gives it reason to. */
    public synchronized void allowExit(int code) {
        if (isRunning()) {
            allowed.add(code);
        }
    }

    /** Its whole output, over all its starts. */
    public Path log() {
        return files.log().file();
    }

    /** Its data directory; beside it lies its marker, {@code data.joined}. */
    public Path data() {
        return files.data();
    }

    /** All its stored files: the data directory and its marker. */
    public Path disk() {
        return files.disk();
    }

    /** @throws IllegalStateException if it was not started for such faults */
    public ClockAndDisk clockAndDisk() {
        return clockAndDisk.orElseThrow(() -> new IllegalStateException(
                name + " was started without the interposer: " + "see RegionsOptions.interposedIf"));
    }

    NodeFiles files() {
        return files;
    }

    /** The last lines of its log. */
    public String lastWords() {
        return files.log().lastWords();
    }

    @Override
    public String toString() {
        return name;
    }
}
