package io.arbiter.cli.hold;

import io.arbiter.cli.cluster.Failure;
import io.arbiter.client.ArbiterException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for a call of the library, and puts its failure in this program's words. */
final class Answer {

    private Answer() {}

    static <T> T of(CompletableFuture<T> future, Duration limit) throws TimeoutException, InterruptedException {
        try {
            return future.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | CancellationException e) {
            Throwable cause = e.getCause();
            if (cause instanceof ArbiterException refused) {
                throw Failure.of(refused);
            }
            throw cause instanceof RuntimeException known ? known : new IllegalStateException(e);
        }
    }
}
