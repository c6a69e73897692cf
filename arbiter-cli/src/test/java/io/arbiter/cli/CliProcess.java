package io.arbiter.cli;

import static io.arbiter.testsupport.Patience.PATIENCE;

import io.arbiter.cli.base.ExitCode;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The program as a process of its own: signals, process groups and kill -9 are real. */
final class CliProcess implements AutoCloseable {
    private final Process process;
    private final Path directory;

    private CliProcess(Process process, Path directory) {
        this.process = process;
        this.directory = directory;
    }

    /** Standard output and error go to files in the directory, which also is the working directory. */
    static CliProcess start(Path directory, FakeNode node, String... args) {
        return start(directory, node.endpoint(), args);
    }

    static CliProcess start(Path directory, String endpoints, String... args) {
        return startJava(directory, List.of(), endpoints, args);
    }

    static CliProcess startJava(Path directory, List<String> javaOptions, String endpoints, String... args) {
        return start(directory, javaOptions, Map.of("ARBITER_ENDPOINTS", endpoints), args);
    }

    private static CliProcess start(
            Path directory, List<String> javaOptions, Map<String, String> variables, String... args) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(javaOptions);
        command.add("io.arbiter.cli.ArbiterCli");
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectOutput(directory.resolve("out").toFile())
                .redirectError(directory.resolve("err").toFile());
        builder.environment().putAll(variables);
        // Variables that an outer run would have left: they must not be taken for this run's.
        builder.environment().put("ARBITER_TOKEN", "999");
        builder.environment().put("ARBITER_RESOURCE", "outer");
        builder.environment().put("ARBITER_DEBUG", "1"); // a bug shows its stack trace
        builder.environment().putIfAbsent("ARBITER_TIMEOUT", "5m"); // more than people have
        try {
            return new CliProcess(builder.start(), directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code arbiter run} of a shell script under the lease {@code orders}. */
    static CliProcess runScript(Path directory, FakeNode node, String script, String... options) {
        return runScript(directory, Map.of("ARBITER_ENDPOINTS", node.endpoint()), script, options);
    }

    /** With another search path: the launcher that it finds first is the one used. */
    static CliProcess runScriptWithPath(Path directory, FakeNode node, String path, String script) {
        return runScript(directory, Map.of("ARBITER_ENDPOINTS", node.endpoint(), "PATH", path), script);
    }

    private static CliProcess runScript(
            Path directory, Map<String, String> variables, String script, String... options) {
        List<String> args = new ArrayList<>(
                List.of("run", "orders", "--region", "us-east", "--timeout", PATIENCE.toSeconds() + "s"));
        args.addAll(List.of(options));
        args.addAll(List.of("--", "sh", "-c", script));
        return start(directory, List.of(), variables, args.toArray(String[]::new));
    }

    int await() {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("still running; said: " + err());
            }
            if (process.exitValue() == ExitCode.INTERNAL.number()) {
                throw new AssertionError("a bug in arbiter: " + err());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** SIGTERM. */
    void terminate() {
        process.destroy();
    }

    /** CMD's first process, and the watchdog. */
    Stream<ProcessHandle> children() {
        return process.children();
    }

    /** SIGKILL. */
    void kill() {
        process.destroyForcibly();
    }

    String err() {
        return file("err");
    }

    String out() {
        return file("out");
    }

    /** A file that CMD wrote; empty if it has not. */
    String file(String name) {
        try {
            Path path = directory.resolve(name);
            return Files.exists(path) ? Files.readString(path) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
