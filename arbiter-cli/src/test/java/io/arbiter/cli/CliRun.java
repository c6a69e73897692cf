package io.arbiter.cli;

import io.arbiter.cli.base.ProcessEnvironment;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** One run of the program in this process, and its output. */
record CliRun(int status, String out, String err) {

    static CliRun of(String... args) {
        return with(Map.of(), "", false, args);
    }

    static CliRun on(FakeNode node, String... args) {
        return with(Map.of("ARBITER_ENDPOINTS", node.endpoint()), "", false, args);
    }

    static CliRun with(Map<String, String> env, String input, boolean terminal, String... args) {
        Map<String, String> all = new TreeMap<>(env);
        all.putIfAbsent("PATH", System.getenv("PATH"));
        all.putIfAbsent("ARBITER_TIMEOUT", "5m"); // more than people have: a test says itself if it wants less
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = ArbiterCli.execute(
                new ProcessEnvironment(
                        all,
                        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                        stream(out),
                        stream(err),
                        terminal),
                args);
        return new CliRun(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
