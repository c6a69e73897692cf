package io.arbiter.maelstrom.workload;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.arbiter.maelstrom.wire.Body;
import io.arbiter.maelstrom.wire.ErrorCode;
import io.arbiter.maelstrom.wire.RefusedException;
import io.arbiter.server.batch.Deadline;
import io.arbiter.v1.AcquireRequest;
import io.arbiter.v1.Call;
import io.arbiter.v1.CancelWaitRequest;
import io.arbiter.v1.GetLeaseRequest;
import io.arbiter.v1.LeaseInfo;
import io.arbiter.v1.OpenSessionRequest;
import io.arbiter.v1.ReleaseRequest;
import io.arbiter.v1.RenewSessionRequest;
import io.arbiter.v1.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Sessions and leases as Maelstrom messages. A client knows its leases by token; a session is a string. */
final class Leases {
    private static final Duration MAX_WAIT = Duration.ofMinutes(10);

    private final Calls calls;
    private final String node;
    private final Tokens tokens;

    Leases(Calls calls, String node, Tokens tokens) {
        this.calls = calls;
        this.node = node;
        this.tokens = tokens;
    }

    /** A new session each time. */
    CompletableFuture<JsonObject> open(Body request) {
        String client = request.text("client");
        var open = OpenSessionRequest.newBuilder()
                .setClientId(client)
                .setIncarnation(UUID.randomUUID().toString())
                .setHolder(client)
                .setRegion(node)
                .setTtlMillis(request.integer("ttl_ms"));
        return calls.call(Call.newBuilder().setOpenSession(open), Patience.deadline())
                .thenApply(reply -> {
                    var answer = new JsonObject();
                    answer.addProperty(
                            "session", Long.toString(reply.getOpenSession().getSessionId()));
                    return answer;
                });
    }

    CompletableFuture<JsonObject> acquire(Body request) {
        long waitMillis = request.optionalInteger("wait_ms").orElse(0);
        var acquire = AcquireRequest.newBuilder()
                .setResource(request.text("resource"))
                .setSessionId(session(request))
                .setWait(waitMillis > 0)
                .setAttempt(ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE))
                .build();
        return (acquire.getWait() ? queue(acquire, waitMillis) : call(acquire, Patience.deadline(), Calls.TRY))
                .thenApply(reply -> token(reply.getAcquire().getLease()));
    }

    private CompletableFuture<Reply> call(AcquireRequest acquire, Deadline until, Duration patience) {
        return calls.call(Call.newBuilder().setAcquire(acquire), until, patience);
    }

    /**
     * When the wait is over, the place in the queue is withdrawn for all to see: then it is certain that nothing was
     * granted. A call whose deadline passed would not know.
     */
    private CompletableFuture<Reply> queue(AcquireRequest acquire, long waitMillis) {
        Duration wait = Duration.ofMillis(Math.min(waitMillis, MAX_WAIT.toMillis()));
        Deadline until = Patience.longer(wait);
        var cancel = CancelWaitRequest.newBuilder()
                .setResource(acquire.getResource())
                .setSessionId(acquire.getSessionId())
                .setAttempt(acquire.getAttempt());
        var over = calls.timer()
                .schedule(
                        () -> calls.call(Call.newBuilder().setCancelWait(cancel), until),
                        wait.toMillis(),
                        TimeUnit.MILLISECONDS);
        return call(acquire, until, Duration.ofNanos(until.remainingNanos()))
                .whenComplete((reply, failure) -> over.cancel(false));
    }

    private JsonObject token(LeaseInfo lease) {
        var answer = new JsonObject();
        answer.addProperty("token", tokens.of(lease));
        return answer;
    }

    CompletableFuture<JsonObject> renew(Body request) {
        var renew =
                RenewSessionRequest.newBuilder().setSessionId(session(request)).setKnownHoldingsVersion(-1);
        return calls.call(Call.newBuilder().setRenewSession(renew), Patience.deadline())
                .thenApply(reply -> held(reply.getRenewSession().getHoldings().getLeasesList()));
    }

    private JsonObject held(List<LeaseInfo> leases) {
        var list = new JsonArray();
        for (LeaseInfo lease : leases) {
            JsonObject one = token(lease);
            one.addProperty("resource", lease.getResource());
            list.add(one);
        }
        var answer = new JsonObject();
        answer.add("leases", list);
        return answer;
    }

    CompletableFuture<JsonObject> release(Body request) {
        Deadline until = Patience.deadline();
        var release = ReleaseRequest.newBuilder()
                .setResource(request.text("resource"))
                .setSessionId(session(request));
        return granted(request, until)
                .thenCompose(token -> calls.call(Call.newBuilder().setRelease(release.setToken(token)), until))
                .thenApply(reply -> new JsonObject());
    }

    /** The counter's token behind the one that the client presents. */
    private CompletableFuture<Long> granted(Body request, Deadline until) {
        long presented = request.integer("token");
        long session = session(request);
        if (tokens == Tokens.COUNTED) {
            return CompletableFuture.completedFuture(presented);
        }
        return holder(request, until)
                .thenApply(lease -> lease.filter(held -> held.getSessionId() == session && tokens.of(held) == presented)
                        .map(LeaseInfo::getToken)
                        .orElseThrow(() ->
                                new RefusedException(ErrorCode.PRECONDITION_FAILED, "not held under " + presented)));
    }

    CompletableFuture<JsonObject> read(Body request) {
        return holder(request, Patience.deadline()).thenApply(lease -> {
            JsonObject answer = lease.map(this::token).orElseGet(JsonObject::new);
            lease.ifPresentOrElse(held -> answer.addProperty("client", held.getHolder()), () -> {
                answer.add("client", JsonNull.INSTANCE);
                answer.add("token", JsonNull.INSTANCE);
            });
            return answer;
        });
    }

    private CompletableFuture<Optional<LeaseInfo>> holder(Body request, Deadline until) {
        var get = GetLeaseRequest.newBuilder().setResource(request.text("resource"));
        return calls.call(Call.newBuilder().setGetLease(get), until)
                .thenApply(reply -> reply.getGetLease().hasLease()
                        ? Optional.of(reply.getGetLease().getLease())
                        : Optional.empty());
    }

    private static long session(Body request) {
        String session = request.text("session");
        try {
            return Long.parseLong(session);
        } catch (NumberFormatException e) {
            throw new RefusedException(ErrorCode.KEY_DOES_NOT_EXIST, "there is no session " + session);
        }
    }
}
