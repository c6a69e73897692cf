package io.arbiter.chaos.cluster;

import io.arbiter.chaos.cluster.holder.HolderMain;
import io.arbiter.testsupport.process.Daemon;
import io.arbiter.testsupport.process.Jdk;
import io.arbiter.testsupport.process.Shell;
import io.arbiter.testsupport.process.Spawner;
import io.arbiter.testsupport.servers.ServerProgram;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/** One holder process: commanded, stopped, killed. Thread-safe. */
final class HolderProcess {
    private final String name;
    private final Process process;
    private final Queue<CompletableFuture<Void>> asked = new ConcurrentLinkedQueue<>();
    private boolean paused;

    private HolderProcess(String name, Process process) {
        this.name = name;
        this.process = process;
    }

    /**
     * @param name unique in the run
     * @param log of its output besides its answers
     * @param jvm options of its JVM
     * @param arguments of {@link HolderMain}
     */
    static HolderProcess start(String name, Path log, List<String> jvm, List<String> arguments) throws IOException {
        Files.createDirectories(log.getParent());
        List<String> command = new ArrayList<>();
        command.add(Jdk.java());
        command.addAll(ServerProgram.SMALL_JVM);
        command.addAll(List.of("-Xmx160m", "-Dlogback.configurationFile=cluster-logback.xml"));
        command.addAll(jvm);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), HolderMain.class.getName()));
        command.addAll(arguments);
        var holder = new HolderProcess(
                name,
                Spawner.start(
                        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))));
        Daemon.start("answers of " + name, holder::listen);
        return holder;
    }

    private void listen() {
        try (var answers =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = answers.readLine(); line != null; line = answers.readLine()) {
                answered(line);
            }
        } catch (IOException | UncheckedIOException broken) {
            gone(broken.toString());
            return;
        }
        gone("it has ended");
    }

    private void answered(String line) {
        CompletableFuture<Void> oldest = asked.poll();
        if (oldest == null) {
            return;
        }
        if (line.startsWith("ok ")) {
            oldest.complete(null);
        } else {
            oldest.completeExceptionally(new IllegalStateException(name + ": " + line));
        }
    }

    private void gone(String why) {
        for (CompletableFuture<Void> one = asked.poll(); one != null; one = asked.poll()) {
            one.completeExceptionally(new IllegalStateException(name + " gives no answer: " + why));
        }
    }

    /** Completes when the command was carried out, exceptionally if it failed or the process ended. */
    synchronized CompletableFuture<Void> tell(String command) {
        var answer = new CompletableFuture<Void>();
        asked.add(answer);
        try {
            process.getOutputStream().write((command + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException ended) {
            gone(ended.toString());
        }
        return answer;
    }

    String name() {
        return name;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGSTOP. */
    synchronized void pause() throws IOException, InterruptedException {
        if (!paused && process.isAlive()) {
            Shell.signal("STOP", process.pid());
            paused = true;
        }
    }

    /** SIGCONT. */
    synchronized void resume() throws IOException, InterruptedException {
        if (paused && process.isAlive()) {
            Shell.signal("CONT", process.pid());
            paused = false;
        }
    }

    /** SIGKILL; waits for its end. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
