package io.arbiter.server.service.grpc;

import io.arbiter.server.service.ServiceThreads;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The threads that serve the connections of clients and peers; none of them ever blocks for long. */
final class ConnectionThreads implements AutoCloseable {
    private final ExecutorService senders;
    private final ExecutorService receivers;

    ConnectionThreads(String node) {
        int processors = Runtime.getRuntime().availableProcessors();
        senders = Executors.newFixedThreadPool(Math.max(2, processors), ServiceThreads.named("arbiter-send-" + node));
        receivers = Executors.newFixedThreadPool(
                Math.max(4, 2 * processors), ServiceThreads.named("arbiter-receive-" + node));
    }

    /** Threads that write answers. */
    ExecutorService senders() {
        return senders;
    }

    /** Threads that read requests. */
    ExecutorService receivers() {
        return receivers;
    }

    @Override
    public void close() {
        receivers.shutdown();
        senders.shutdown();
        try {
            senders.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
