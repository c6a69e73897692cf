package io.arbiter.client;

import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Waits for a future, whose own deadline bounds the wait, and throws what it failed with. */
final class Blocking {

    private Blocking() {
    }

    static <T> T get(CompletableFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        } catch (CancellationException e) {
            throw new IndeterminateException(
                    "the call was cancelled; its fate is unknown, repeating it is safe",
                    ArbiterException.LOCAL, Map.of(), e);
        } catch (InterruptedException e) {
            future.cancel(true);
            Thread.currentThread().interrupt();
            throw new IndeterminateException(
                    "interrupted while waiting for the arbiter; the fate of the call is "
                    + "unknown, repeating it is safe", ArbiterException.LOCAL, Map.of(), e);
        }
    }

    /** The same failure with this thread's stack, so that its reader finds who called. */
    private static RuntimeException failure(Throwable cause) {
        cause.addSuppressed(new CalledFromException());
        return cause instanceof RuntimeException known ? known : new IllegalStateException(cause);
    }

    /** Only carries the stack of the thread that waited. */
    private static final class CalledFromException extends Exception {
        CalledFromException() {
            super("called from");
        }
    }
}
