package io.arbiter.client.internal.session;

import io.arbiter.client.ArbiterException;
import io.arbiter.client.IndeterminateException;
import io.arbiter.client.internal.context.ClientContext;
import io.arbiter.client.internal.context.ExceptionMapper;
import io.arbiter.client.internal.context.Futures;
import io.arbiter.client.internal.transport.EventLoop;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The end of a session that its client wants confirmed. Confined to the loop. */
final class SessionEnd {
    private final ClientContext context;
    private final long deadlineNanos;
    private final CompletableFuture<Void> confirmed = new CompletableFuture<>();
    private Session session;

    SessionEnd(ClientContext context, long timeoutNanos) {
        this.context = context;
        this.deadlineNanos = context.clock().nanoTime() + timeoutNanos;
    }

    /** The session that is being closed; null while it is not known whether there is one. */
    Session session() {
        return session;
    }

    void closes(Session found) {
        session = found;
    }

    long leftNanos() {
        return Math.max(1, deadlineNanos - context.clock().nanoTime());
    }

    /** Completes when it is confirmed; fails if it is not, or not in time: calls under way then go on. */
    CompletableFuture<Void> await(long timeoutNanos) {
        CompletableFuture<Void> waited = new CompletableFuture<>();
        EventLoop.Timer timeout = context.loop().schedule(() -> waited.completeExceptionally(late()), timeoutNanos);
        waited.whenComplete((done, failure) -> timeout.cancel());
        Futures.copy(confirmed, waited);
        return waited;
    }

    /**
     * @param failure null if it is certain that nothing is left. A session that has ended already is no failure; but
     * what another cluster knows says nothing of the one where it was opened
     */
    void answered(Throwable failure) {
        if (failure == null || ExceptionMapper.isSessionOver(failure) && !ExceptionMapper.isOtherCluster(failure)) {
            confirmed.complete(null);
        } else {
            confirmed.completeExceptionally(ExceptionMapper.map(failure, true));
        }
    }

    private IndeterminateException late() {
        return new IndeterminateException(
                "that the session is closed was not confirmed in time; nothing renews it, and it ends after its TTL; "
                        + context.router().standing(),
                ArbiterException.LOCAL,
                Map.of(),
                null);
    }
}
