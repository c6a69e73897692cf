package io.arbiter.maelstrom.workload;

import io.arbiter.server.batch.Deadline;
import io.arbiter.server.failure.Reason;
import io.arbiter.v1.AcquireRequest;
import io.arbiter.v1.Call;
import io.arbiter.v1.CloseSessionRequest;
import io.arbiter.v1.FirstAcquire;
import io.arbiter.v1.LeaseInfo;
import io.arbiter.v1.OpenSessionRequest;
import io.arbiter.v1.OpenSessionResponse;
import io.arbiter.v1.RenewSessionRequest;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * A session that lives for one operation and takes one lease, waiting for it in the queue. It is renewed until
 * {@link #end}; a node that is cut off stands in the others' way for the shortest TTL that there is, and no longer.
 */
final class BriefLease {
    static final Duration TTL = Duration.ofSeconds(1);
    private static final long RENEW_EVERY_MILLIS = TTL.toMillis() / 3;
    private static final Duration CLOSING = Duration.ofSeconds(2);

    private final Calls calls;
    private final String resource;
    private final Deadline until;
    private final CompletableFuture<LeaseInfo> granted = new CompletableFuture<>();
    private long session;
    private ScheduledFuture<?> renewals;
    private boolean ended;

    private BriefLease(Calls calls, String resource, Deadline until) {
        this.calls = calls;
        this.resource = resource;
        this.until = until;
    }

    /** The operation must {@link #end} it, however it ends. */
    static BriefLease take(Calls calls, String node, String resource, Deadline until) {
        var lease = new BriefLease(calls, resource, until);
        lease.open(node);
        return lease;
    }

    /** Fails with {@link CallFailedException}; whether a lease was granted then is of no consequence. */
    CompletableFuture<LeaseInfo> granted() {
        return granted;
    }

    private void open(String node) {
        String once = UUID.randomUUID().toString();
        var request = OpenSessionRequest.newBuilder()
                .setClientId(once)
                .setIncarnation(once)
                .setHolder(node)
                .setRegion(node)
                .setTtlMillis(TTL.toMillis())
                .addAcquires(FirstAcquire.newBuilder().setResource(resource).setWait(true));
        calls.call(Call.newBuilder().setOpenSession(request), until).whenComplete((reply, failure) -> {
            if (failure == null) {
                opened(reply.getOpenSession());
            } else {
                granted.completeExceptionally(failure);
            }
        });
    }

    private void opened(OpenSessionResponse opened) {
        boolean late;
        synchronized (this) {
            session = opened.getSessionId();
            late = ended;
            if (!late) {
                renewals = calls.timer()
                        .scheduleAtFixedRate(
                                this::renew, RENEW_EVERY_MILLIS, RENEW_EVERY_MILLIS, TimeUnit.MILLISECONDS);
            }
        }
        if (late) {
            close();
        } else if (!takeFrom(opened.getHoldings().getLeasesList())) {
            await();
        }
    }

    private boolean takeFrom(List<LeaseInfo> held) {
        held.forEach(granted::complete);
        return granted.isDone();
    }

    /** The renewals report the grant as well, should this answer get lost. */
    private void await() {
        var request = AcquireRequest.newBuilder()
                .setResource(resource)
                .setSessionId(session)
                .setWait(true)
                .setAttempt(ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE));
        Duration patience = Duration.ofNanos(Math.max(1, until.remainingNanos()));
        calls.call(Call.newBuilder().setAcquire(request), until, patience).whenComplete((reply, failure) -> {
            if (failure == null) {
                granted.complete(reply.getAcquire().getLease());
            } else {
                granted.completeExceptionally(failure);
            }
        });
    }

    private void renew() {
        var request = RenewSessionRequest.newBuilder().setSessionId(session).setKnownHoldingsVersion(-1);
        calls.call(Call.newBuilder().setRenewSession(request), until.atMost(TTL))
                .whenComplete((reply, failure) -> {
                    if (failure == null) {
                        takeFrom(reply.getRenewSession().getHoldings().getLeasesList());
                    } else if (failure instanceof CallFailedException failed
                            && failed.reason() == Reason.SESSION_ENDED) {
                        granted.completeExceptionally(failure);
                    }
                });
    }

    /** Releases, in the background. Idempotent. */
    void end() {
        boolean open;
        synchronized (this) {
            open = session > 0 && !ended;
            ended = true;
            if (renewals != null) {
                renewals.cancel(false);
            }
        }
        if (open) {
            close();
        }
    }

    /** If it fails, the session ends by its silence. */
    private void close() {
        var request = CloseSessionRequest.newBuilder().setSessionId(session);
        calls.call(Call.newBuilder().setCloseSession(request), Deadline.after(System::nanoTime, CLOSING));
    }
}
