package io.arbiter.bench.peers;

import io.arbiter.bench.contest.Site;
import io.arbiter.testsupport.process.ProcessLog;
import io.arbiter.testsupport.process.Spawner;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/**
 * The three processes of one cluster. Their output goes to {@code log} in the node's directory. They end with this
 * process, however it ends. Used by one thread at a time.
 */
public final class Servers implements AutoCloseable {
    /** More options for servers that are JVMs, to profile or test with: the figures do not hold for what ships. */
    private static final String JVM_OPTIONS = "ARBITER_BENCH_SERVER_OPTS";

    private static final int NODES = 3;
    private static final long PATIENCE_SECONDS = 10;

    private final Site site;
    private final IntFunction<List<String>> commands;
    private final List<Process> processes = new ArrayList<>();

    private Servers(Site site, IntFunction<List<String>> commands) {
        this.site = site;
        this.commands = commands;
    }

    /** Of the environment, beside those with which a system ships. */
    public static List<String> jvmOptions() {
        return Stream.of(System.getenv().getOrDefault(JVM_OPTIONS, "").split(" +"))
                .filter(option -> !option.isEmpty())
                .toList();
    }

    /** @param commands the command of each node; must {@code exec}, so that the process keeps its id */
    public static Servers start(Site site, IntFunction<List<String>> commands) throws IOException {
        var servers = new Servers(site, commands);
        try {
            for (int node = 0; node < NODES; node++) {
                servers.processes.add(servers.spawn(node));
            }
            return servers;
        } catch (IOException failed) {
            servers.close();
            throw failed;
        }
    }

    private Process spawn(int node) throws IOException {
        return Spawner.start(log(node)
                .receive(new ProcessBuilder(commands.apply(node))
                        .directory(site.directory(node).toFile())));
    }

    private ProcessLog log(int node) {
        return new ProcessLog(site.directory(node).resolve("log"));
    }

    /** In the order of the nodes; an ended one keeps its place. */
    public List<Process> processes() {
        return List.copyOf(processes);
    }

    /** Starts the node again, on its stored data, after its process has ended. */
    public void restart(int node) throws IOException {
        processes.get(node).onExit().join();
        processes.set(node, spawn(node));
    }

    /** For {@link Await}: result of {@code serving}. @throws IOException if the node has ended, with its last words */
    Optional<Integer> serving(int node, boolean serving) throws IOException {
        if (!processes.get(node).isAlive()) {
            throw new IOException(Site.region(node) + " ended with status "
                    + processes.get(node).exitValue() + ": " + log(node).lastWords());
        }
        return serving ? Optional.of(node) : Optional.empty();
    }

    @Override
    public void close() {
        end();
    }

    /** Ends all, so that each may be started again. */
    public void end() {
        processes.forEach(Process::destroy);
        for (Process process : processes) {
            try {
                if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException interrupted) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
            process.onExit().join();
        }
    }
}
