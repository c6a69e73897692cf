package io.arbiter.chaos.faults.kind;

import io.arbiter.testsupport.process.Daemon;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A repeated action of a fault while it is on: a thread of its own, stopped by interruption. */
final class Background {
    private final ExecutorService thread = Executors.newSingleThreadExecutor(Daemon.named("fault"));
    private Future<?> work = CompletableFuture.completedFuture(null);

    /** Work that may be interrupted wherever it waits. */
    interface Work {
        void run() throws Exception;
    }

    void start(Work task) {
        work = thread.submit(() -> {
            task.run();
            return null;
        });
    }

    /** Stops it, and waits until it has stopped. @throws Exception that made it fail */
    void stop() throws Exception {
        thread.shutdownNow();
        try {
            work.get();
        } catch (ExecutionException failed) {
            if (!(failed.getCause() instanceof InterruptedException)) {
                throw failed;
            }
        } catch (CancellationException neverRan) {
            return; // Nothing was started, so there is nothing to wait for.
        }
    }
}
