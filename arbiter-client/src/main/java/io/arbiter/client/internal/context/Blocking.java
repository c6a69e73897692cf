package io.arbiter.client.internal.context;

import io.arbiter.client.ArbiterException;
import io.arbiter.client.IndeterminateException;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/** Waits for a future, whose own deadline bounds the wait, and throws what it failed with. */
public final class Blocking {

    private Blocking() {}

    public static <T> T get(CompletableFuture<T> future) {
        return get(future, () -> {
            future.cancel(true);
            return "interrupted while waiting for the arbiter; the fate of the call is "
                    + "unknown, repeating it is safe";
        });
    }

    /** An interrupt ends the wait, not the call. */
    public static void await(CompletableFuture<Void> future, String interrupted) {
        get(future, () -> interrupted);
    }

    /** @param onInterrupt does the remaining work, and reports what became of the call */
    private static <T> T get(CompletableFuture<T> future, Supplier<String> onInterrupt) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        } catch (CancellationException e) {
            throw new IndeterminateException(
                    "the call was cancelled; its fate is unknown, repeating it is safe",
                    ArbiterException.LOCAL,
                    Map.of(),
                    e);
        } catch (InterruptedException e) {
            String told = onInterrupt.get();
            Thread.currentThread().interrupt();
            throw new IndeterminateException(told, ArbiterException.LOCAL, Map.of(), e);
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
