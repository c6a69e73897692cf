package io.arbiter.bench.runner.arbiter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One server process. */
final class ServerNode {
    /** More JVM options for the servers, for profiling them: figures measured with them say nothing of what ships. */
    static final String EXTRA_OPTIONS = "ARBITER_BENCH_SERVER_OPTS";
    private static final long PATIENCE_SECONDS = 30;
    private static final int LAST_WORDS = 12;

    private final ServerProgram program;
    private final NodeFiles files;
    private volatile Process process;

    ServerNode(ServerProgram program, NodeFiles files) {
        this.program = program;
        this.files = files;
    }

    NodeFiles files() {
        return files;
    }

    Process process() {
        return process;
    }

    void start() throws IOException {
        var builder = program.command(files.config()).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(files.log().toFile()));
        Map<String, String> environment = builder.environment();
        environment.remove("JAVA_OPTS");
        environment.put("ARBITER_JAVA_OPTS", files.site().hosts(files.node())
                .map(hosts -> "-Djdk.net.hosts.file=" + hosts + " ").orElse("")
                + environment.getOrDefault(EXTRA_OPTIONS, ""));
        process = Spawner.start(builder);
        process.getOutputStream().close();
    }

    /** SIGTERM: it hands the lead over, and ends. */
    void stop() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** The last lines of its log. */
    String lastWords() {
        try {
            List<String> lines = Files.readAllLines(files.log());
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_WORDS), lines.size()));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
