package io.arbiter.demo;

import io.arbiter.demo.writer.WriterEvent;
import io.arbiter.demo.writer.WriterLog;
import io.arbiter.demo.writer.WriterMain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The writers that one region has had, one after another; at most one of them lives. */
final class WriterProcess {
    private static final long STOP_SECONDS = 10;

    private final String region;
    private final DemoOptions options;
    private final Scripts scripts;
    private final List<Path> logs = new ArrayList<>();
    private Process process;

    WriterProcess(String region, DemoOptions options, Scripts scripts) {
        this.region = region;
        this.options = options;
        this.scripts = scripts;
    }

    String region() {
        return region;
    }

    void start(String jdbcUrl) throws IOException {
        Path directory = Files.createDirectories(options.run().resolve("writers"));
        String name = region + "-" + (logs.size() + 1);
        Path log = directory.resolve(name + ".events");
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                // The region's own view of the names: a cut of the region cuts its writer too.
                "-Djdk.net.hosts.file=" + options.run().resolve(region).resolve("hosts"),
                "-Dlogback.configurationFile=demo-logback.xml",
                "-cp",
                System.getProperty("java.class.path"),
                WriterMain.class.getName(),
                "--region",
                region,
                "--endpoints",
                Regions.endpoints(region),
                "--pki",
                options.pki().toString(),
                "--jdbc",
                jdbcUrl,
                "--ttl-millis",
                String.valueOf(DemoOptions.TTL.toMillis()),
                "--log",
                log.toString()));
        if (!options.guarded()) {
            line.add("--without-guard");
        }
        process = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve(name + ".log").toFile())
                .start();
        process.getOutputStream().close();
        logs.add(log);
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    void pause() throws IOException, InterruptedException {
        scripts.signal("STOP", process.pid());
    }

    void resume() throws IOException, InterruptedException {
        scripts.signal("CONT", process.pid());
    }

    /** Lets it release its lease and end; kills it if it does not. */
    void stop() throws IOException, InterruptedException {
        if (process == null || !process.isAlive()) {
            return;
        }
        resume();
        process.destroy();
        if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
            kill();
        }
    }

    void requireAlive() {
        if (!process.isAlive()) {
            throw new DemoFailedException("the writer of " + region + " has ended; see "
                    + options.run().resolve("writers"));
        }
    }

    /** The events that each process noticed, in the order in which the processes were started. */
    List<List<WriterEvent>> events() throws IOException {
        List<List<WriterEvent>> events = new ArrayList<>();
        for (Path log : logs) {
            events.add(WriterLog.read(log));
        }
        return events;
    }
}
