package io.arbiter.client.internal.session;

import io.arbiter.client.internal.context.ClientContext;
import io.arbiter.client.internal.context.ExceptionMapper;
import io.arbiter.v1.Call;
import io.arbiter.v1.LeaseInfo;
import io.arbiter.v1.ReleaseRequest;
import io.arbiter.v1.TransferRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leases of one session that are on their way back. A released token is never handed out again, though the
 * arbiter may still list it, because a release still on its way would end the lease under its holder. Goes on
 * until each lease is certainly gone, or the session is. Confined to the loop.
 */
final class PendingReleases {
    private static final Logger LOG = LoggerFactory.getLogger(PendingReleases.class);

    private final ClientContext context;
    private final Session session;
    private final Map<Long, PendingRelease> pending = new HashMap<>();

    private record PendingRelease(String resource, long token, CompletableFuture<Void> released) {}

    PendingReleases(ClientContext context, Session session) {
        this.context = context;
        this.session = session;
    }

    boolean knows(long token) {
        return pending.containsKey(token);
    }

    /**
     * Completes, never with a failure, when the lease of that resource is gone; empty if none is on its way.
     */
    Optional<CompletableFuture<Void>> ofResource(String resource) {
        return pending.values().stream()
                .filter(one -> one.resource().equals(resource))
                .map(PendingRelease::released)
                .findFirst();
    }

    /** Its gate must be closed. Fails if the first try is not answered in time; the tries go on. */
    CompletableFuture<Void> release(LeaseInfo lease) {
        CompletableFuture<Void> first = new CompletableFuture<>();
        if (session.isOver()) {
            first.complete(null);
        } else {
            tryRelease(begin(lease), first);
        }
        return first;
    }

    private PendingRelease begin(LeaseInfo lease) {
        return pending.computeIfAbsent(
                lease.getToken(), token -> new PendingRelease(lease.getResource(), token, new CompletableFuture<>()));
    }

    private void tryRelease(PendingRelease one, CompletableFuture<Void> first) {
        Call call = Call.newBuilder()
                .setRelease(ReleaseRequest.newBuilder()
                        .setResource(one.resource())
                        .setSessionId(session.id())
                        .setToken(one.token()))
                .build();
        context.continueInLoop(context.call(call::toBuilder), (reply, failure) -> {
            if (failure == null || ExceptionMapper.isStale(failure)) {
                settle(one);
                first.complete(null);
            } else if (ExceptionMapper.isSessionOver(failure)) {
                session.over(failure.getMessage());
                first.complete(null);
            } else {
                LOG.warn(
                        "release of {} with token {} is not confirmed, trying on: {}",
                        one.resource(),
                        one.token(),
                        failure.getMessage());
                first.completeExceptionally(ExceptionMapper.map(failure, true));
                context.loop().schedule(() -> tryAgain(one), session.ttlNanos() / 3);
            }
        });
    }

    private void tryAgain(PendingRelease one) {
        if (knows(one.token())) {
            tryRelease(one, new CompletableFuture<>());
        }
    }

    /** Its gate must be closed. If it cannot be transferred, it is released. */
    CompletableFuture<Long> transfer(LeaseInfo lease, long toSessionId) {
        CompletableFuture<Long> newToken = new CompletableFuture<>();
        if (session.isOver()) {
            newToken.completeExceptionally(session.overFailure());
            return newToken;
        }
        PendingRelease one = begin(lease);
        Call call = Call.newBuilder()
                .setTransfer(TransferRequest.newBuilder()
                        .setResource(one.resource())
                        .setSessionId(session.id())
                        .setToken(one.token())
                        .setToSessionId(toSessionId))
                .build();
        context.continueInLoop(context.call(call::toBuilder), (reply, failure) -> {
            if (failure == null) {
                settle(one);
                newToken.complete(reply.getTransfer().getNewToken());
            } else {
                transferFailed(one, failure);
                newToken.completeExceptionally(ExceptionMapper.map(failure, true));
            }
        });
        return newToken;
    }

    private void transferFailed(PendingRelease one, Throwable failure) {
        LOG.warn(
                "transfer of {} with token {} failed: {}; releasing it",
                one.resource(),
                one.token(),
                failure.getMessage());
        if (ExceptionMapper.isSessionOver(failure)) {
            session.over(failure.getMessage());
        } else if (ExceptionMapper.isStale(failure)) {
            settle(one);
        } else {
            tryRelease(one, new CompletableFuture<>());
        }
    }

    private void settle(PendingRelease one) {
        pending.remove(one.token());
        session.released(one.token());
        one.released().complete(null);
    }

    /** The session is over, and with it all it held. */
    void end() {
        List.copyOf(pending.values()).forEach(this::settle);
    }
}
