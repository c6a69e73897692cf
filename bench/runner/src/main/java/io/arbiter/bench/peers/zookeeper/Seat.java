package io.arbiter.bench.peers.zookeeper;

import io.arbiter.bench.contest.Grant;
import io.arbiter.testsupport.process.Daemon;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.locks.InterProcessMutex;

/** A client's place in the queue for one resource: Curator's mutex, and the only thread that may release it. */
final class Seat implements AutoCloseable {
    private final InterProcessMutex mutex;
    private final ExecutorService thread;

    Seat(CuratorFramework curator, String path) {
        mutex = new InterProcessMutex(curator, path);
        thread = Executors.newSingleThreadExecutor(Daemon.named("mutex " + path));
    }

    private interface Step {
        void run() throws Exception;
    }

    CompletableFuture<Grant> take(Duration atMost) {
        return onThread(() -> {
                    if (!mutex.acquire(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
                        throw new TimeoutException("not our turn within " + atMost);
                    }
                })
                .thenApply(taken -> () -> onThread(mutex::release));
    }

    private CompletableFuture<Void> onThread(Step step) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        step.run();
                    } catch (Exception failed) {
                        throw new CompletionException(failed);
                    }
                },
                thread);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
