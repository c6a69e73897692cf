package io.arbiter.demo;

import io.arbiter.demo.orders.OrdersTable;
import io.arbiter.demo.orders.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Everything that runs: three arbiter nodes, PostgreSQL and the writers. Closing it leaves no process behind.
 */
final class Stage implements AutoCloseable {
    private interface Closing {
        void run() throws Exception;
    }

    private final DemoOptions options;
    private final Progress progress;
    private final Scripts scripts;
    private final Map<String, WriterProcess> writers = new LinkedHashMap<>();
    private final Deque<Closing> closings = new ArrayDeque<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile boolean interrupted;
    private volatile PostgresServer postgres;
    private volatile Connection connection;
    private volatile LeaseObserver observer;

    Stage(DemoOptions options, Progress progress) {
        this.options = options;
        this.progress = progress;
        this.scripts = new Scripts(options.scripts());
        Regions.writing().forEach(region -> writers.put(region, new WriterProcess(region, options, scripts)));
    }

    void open() throws IOException, InterruptedException, SQLException {
        Files.createDirectories(options.run());
        openDatabase();
        onClose(() -> scripts.run("down"));
        progress.say("starting us-east, us-west and eu-central with emulated links (70, 90 and 145 ms)");
        scripts.run("up", "--wan");
        progress.say("three regions are ready");
        observer = new LeaseObserver(progress, options.pki());
        onClose(observer::close);
        for (WriterProcess writer : writers.values()) {
            onClose(writer::stop);
        }
    }

    private void openDatabase() throws IOException, SQLException {
        progress.say("starting PostgreSQL");
        postgres = PostgresServer.start(options.run().resolve("postgres"));
        onClose(postgres::close);
        connection = postgres.connect();
        OrdersTable.create(connection, options.guarded());
        progress.say(
                "PostgreSQL %s is ready; table orders is %s",
                postgres.version(), options.guarded() ? "guarded" : "NOT guarded");
    }

    DemoOptions options() {
        return options;
    }

    Progress progress() {
        return progress;
    }

    Scripts scripts() {
        return scripts;
    }

    WriterProcess writer(String region) {
        return writers.get(region);
    }

    void startWriter(String region) throws IOException {
        writer(region).start(postgres.jdbcUrl());
    }

    Connection database() {
        return connection;
    }

    LeaseObserver observer() {
        return observer;
    }

    Path logs() {
        return options.run();
    }

    private synchronized void onClose(Closing closing) {
        closings.push(closing);
    }

    /** Ctrl-C, or the end of the process: cleans up, and every step that fails from now on fails for that reason. */
    void interrupt() {
        interrupted = true;
        close();
    }

    boolean isInterrupted() {
        return interrupted;
    }

    /**
     * Stops what was started, the last first. A process that cannot be stopped is reported, and the rest is
     * stopped all the same.
     */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        scripts.abort();
        for (Closing closing : closingsNow()) {
            try {
                closing.run();
            } catch (Exception failed) {
                progress.line("while cleaning up: " + failed.getMessage());
            }
        }
    }

    private synchronized Deque<Closing> closingsNow() {
        return new ArrayDeque<>(closings);
    }
}
