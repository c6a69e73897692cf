package io.arbiter.client;

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
 * Leases of one session that are on their way back. A token that was once let go is never handed out again,
 * though the arbiter may still list it: a release that is still on its way would end it under its holder.
 * Goes on until each is certainly gone or the session is. Confined to the loop.
 */
final class LettingGo {
    private static final Logger LOG = LoggerFactory.getLogger(LettingGo.class);

    private final Parts parts;
    private final Session session;
    private final Map<Long, Going> going = new HashMap<>();

    private record Going(String resource, long token, CompletableFuture<Void> gone) {
    }

    LettingGo(Parts parts, Session session) {
        this.parts = parts;
        this.session = session;
    }

    boolean knows(long token) {
        return going.containsKey(token);
    }

    /**
     * Completes, never with a failure, when the lease of that resource is gone; empty if none is on its way.
     */
    Optional<CompletableFuture<Void>> ofResource(String resource) {
        return going.values().stream().filter(one -> one.resource().equals(resource)).map(Going::gone)
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

    private Going begin(LeaseInfo lease) {
        return going.computeIfAbsent(lease.getToken(),
                token -> new Going(lease.getResource(), token, new CompletableFuture<>()));
    }

    private void tryRelease(Going one, CompletableFuture<Void> first) {
        Call call = Call.newBuilder().setRelease(ReleaseRequest.newBuilder().setResource(one.resource())
                .setSessionId(session.id()).setToken(one.token())).build();
        parts.then(parts.call(call::toBuilder), (reply, failure) -> {
            if (failure == null || Errors.isStale(failure)) {
                gone(one);
                first.complete(null);
            } else if (Errors.isSessionOver(failure)) {
                session.over(failure.getMessage());
                first.complete(null);
            } else {
                LOG.warn("release of {} with token {} is not confirmed, trying on: {}", one.resource(),
                        one.token(),
                        failure.getMessage());
                first.completeExceptionally(Errors.of(failure, true));
                parts.loop().schedule(() -> tryAgain(one), session.ttlNanos() / 3);
            }
        });
    }

    private void tryAgain(Going one) {
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
        Going one = begin(lease);
        Call call = Call.newBuilder().setTransfer(TransferRequest.newBuilder().setResource(one.resource())
                .setSessionId(session.id()).setToken(one.token()).setToSessionId(toSessionId)).build();
        parts.then(parts.call(call::toBuilder), (reply, failure) -> {
            if (failure == null) {
                gone(one);
                newToken.complete(reply.getTransfer().getNewToken());
            } else {
                transferFailed(one, failure);
                newToken.completeExceptionally(Errors.of(failure, true));
            }
        });
        return newToken;
    }

    private void transferFailed(Going one, Throwable failure) {
        LOG.warn("transfer of {} with token {} failed: {}; releasing it", one.resource(), one.token(),
                failure.getMessage());
        if (Errors.isSessionOver(failure)) {
            session.over(failure.getMessage());
        } else if (Errors.isStale(failure)) {
            gone(one);
        } else {
            tryRelease(one, new CompletableFuture<>());
        }
    }

    private void gone(Going one) {
        going.remove(one.token());
        session.gone(one.token());
        one.gone().complete(null);
    }

    /** The session is over, and with it all it held. */
    void end() {
        List.copyOf(going.values()).forEach(this::gone);
    }
}
