package io.arbiter.demo.writer;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A writer process. SIGTERM ends it, after it has released its lease. */
@Command(name = "demo-writer", description = "Writes to the table 'orders' whenever it holds the lease.")
public final class WriterMain implements Callable<Integer> {
    @Option(names = "--region", required = true)
    private String region;

    @Option(names = "--endpoints", required = true, split = ",")
    private List<String> endpoints;

    @Option(names = "--pki", required = true)
    private Path pki;

    @Option(names = "--jdbc", required = true)
    private String jdbcUrl;

    @Option(names = "--ttl-millis", required = true)
    private long ttlMillis;

    @Option(names = "--log", required = true)
    private Path log;

    @Option(names = "--without-guard")
    private boolean withoutGuard;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new WriterMain()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Duration ttl = Duration.ofMillis(ttlMillis);
        Writer writer = new Writer(new WriterOptions(region, endpoints, pki, jdbcUrl, ttl, log, !withoutGuard));
        Runtime.getRuntime().addShutdownHook(new Thread(writer::close, "shutdown"));
        writer.run();
        return 0;
    }
}
