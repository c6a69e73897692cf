package io.arbiter.client.internal.session;

import io.arbiter.client.ArbiterException;
import io.arbiter.client.Lease;
import io.arbiter.client.internal.context.ClientContext;
import io.arbiter.client.internal.context.ExceptionMapper;
import io.arbiter.client.internal.lease.HeldLease;
import io.arbiter.client.internal.transport.CallFailedException;
import io.arbiter.client.internal.transport.EventLoop;
import io.arbiter.client.internal.transport.Fate;
import io.arbiter.v1.AcquireRequest;
import io.arbiter.v1.Call;
import io.arbiter.v1.LeaseInfo;
import io.arbiter.v1.Reply;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;

/**
 * One acquire, from the caller's request until it is granted, refused or given up; over as many sessions as
 * it takes. A lease granted after the call was given up is released: by this call if it receives the grant,
 * otherwise by the next look at the holdings. Confined to the loop.
 *
 * <pre>
 *   start ──▶ no session is open ─────────▶ joins the one being opened ──▶ granted with it, or start
 *     ├─────▶ a release is on its way ────▶ start, once it has ended
 *     ├─────▶ held here, and open ────────▶ fails: one acquire at a time
 *     ├─────▶ held here, and suspended ───▶ renewed until its gate is open ──▶ delivered
 *     ├─────▶ inherited from a former run ▶ granted
 *     └─────▶ asks the arbiter ───────────▶ granted, refused, or start on another session
 *   granted ──▶ its gate is open: delivered; else renewed first; else (session over) start
 *   at any time: its deadline, the caller's cancel or the client's close ──▶ leaves the queue, fails
 * </pre>
 */
final class AcquireCall {
    private final ClientContext context;
    private final Sessions sessions;
    private final String resource;
    private final boolean queue;
    private final long deadlineNanos;
    private final CompletableFuture<Lease> result = new CompletableFuture<>();
    private final EventLoop.Timer timeout;
    private Session session;
    private CompletableFuture<Reply> asking;
    private long attempt;

    /** @param waitNanos zero does not queue */
    AcquireCall(ClientContext context, Sessions sessions, String resource, long waitNanos) {
        this.context = context;
        this.sessions = sessions;
        this.resource = resource;
        this.queue = waitNanos > 0;
        long nanos = queue ? waitNanos : context.requestNanos();
        this.deadlineNanos = context.clock().nanoTime() + nanos;
        this.timeout = context.loop().schedule(this::timedOut, nanos);
        result.whenComplete((lease, failure) -> {
            if (result.isCancelled()) {
                context.loop().execute(this::leave);
            }
        });
    }

    CompletableFuture<Lease> result() {
        return result;
    }

    String resource() {
        return resource;
    }

    boolean queues() {
        return queue;
    }

    boolean isDone() {
        return result.isDone();
    }

    boolean isOf(Session candidate) {
        return session == candidate;
    }

    long leftNanos() {
        return Math.max(1, deadlineNanos - context.clock().nanoTime());
    }

    /** Starts, or starts again on another session. */
    void start() {
        if (isDone()) {
            return;
        }
        stopAsking();
        session = sessions.current();
        if (session == null) {
            sessions.join(this);
            return;
        }
        if (!session.renewer().ailment().isEmpty()) {
            fail(AcquireFailures.unhealthy(session.renewer().ailment()));
            return;
        }
        Optional<CompletableFuture<Void>> leaving = session.pendingReleases().ofResource(resource);
        Optional<HeldLease> held = session.lease(resource);
        if (leaving.isPresent()) {
            leaving.get().whenComplete((gone, failure) -> context.loop().execute(this::start));
        } else if (held.isPresent()) {
            share(held.get());
        } else {
            session.inheritedLeases().claim(resource).ifPresentOrElse(this::granted, this::send);
        }
    }

    /**
     * This client holds it already: fine only if silence has closed it, and then the same lease is waited
     * for.
     */
    private void share(HeldLease held) {
        if (held.isOpen()) {
            fail(AcquireFailures.heldHere(held));
            return;
        }
        deliverOnceOpen(session, held, false);
    }

    private void send() {
        CompletableFuture<Reply> asked =
                context.retries().call(this::request, leftNanos(), queue ? leftNanos() : context.attemptNanos());
        asking = asked;
        context.continueInLoop(asked, (reply, failure) -> {
            if (asking == asked) {
                answered(reply, failure);
            }
        });
    }

    /** Each attempt has a name of its own, so that a node that cancels an earlier one does not cancel this one. */
    private Call.Builder request() {
        attempt = ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
        return Call.newBuilder()
                .setAcquire(AcquireRequest.newBuilder()
                        .setResource(resource)
                        .setSessionId(session.id())
                        .setWait(queue)
                        .setAttempt(attempt));
    }

    private void answered(Reply reply, Throwable failure) {
        if (failure == null) {
            asking = null;
            granted(reply.getAcquire().getLease());
        } else if (ExceptionMapper.isSessionOver(failure)) {
            session.over(failure.getMessage());
        } else if (failure instanceof CallFailedException failed && failed.fate() == Fate.REFUSED) {
            asking = null;
            fail(ExceptionMapper.map(failed, false));
        } else {
            giveUp(
                    ExceptionMapper.isUnauthenticated(failure)
                            ? ExceptionMapper.map(failure, false)
                            : outOfTime(failure));
        }
    }

    /** The session being opened was granted it. */
    void granted(Session opened, LeaseInfo lease) {
        session = opened;
        granted(lease);
    }

    /** Granted, according to the holdings; the reply to the request is no longer awaited. */
    void found(LeaseInfo lease) {
        stopAsking();
        granted(lease);
    }

    private void granted(LeaseInfo lease) {
        // A release of this very token may still be on its way, and would end the lease under its new holder; or the
        // lease is over already.
        if (session.pendingReleases().knows(lease.getToken()) || session.isOver(lease.getToken())) {
            start();
            return;
        }
        deliverOnceOpen(
                session,
                session.lease(lease.getResource())
                        .filter(held -> held.token() == lease.getToken())
                        .orElseGet(() -> session.adopt(lease)),
                true);
    }

    /**
     * A lease is never handed out closed: if the grant took its time, a renewal comes first.
     *
     * @param ours whether it was granted to this call, which then has to release what nobody takes
     */
    private void deliverOnceOpen(Session at, HeldLease lease, boolean ours) {
        if (isDone()) {
            if (ours) {
                lease.releaseAsync();
            }
        } else if (session != at) {
            // Started again on another session meanwhile.
            return;
        } else if (lease.isOpen()) {
            end();
            result.complete(lease);
        } else if (at.isOver() || at.lease(resource).isEmpty()) {
            start();
        } else {
            at.renewer()
                    .renewNow(leftNanos())
                    .whenComplete((renewed, failure) -> context.loop()
                            .schedule(
                                    () -> deliverOnceOpen(at, lease, ours), failure == null ? 0 : at.ttlNanos() / 12));
        }
    }

    /**
     * The session could not be opened. A refusal settles what earlier attempts did, because all of them ask for the
     * same session; another cluster's refusal does not, because that cluster knows nothing of the session.
     */
    void openingFailed(Throwable failure, boolean again) {
        if (again && deadlineNanos - context.clock().nanoTime() > context.attemptNanos() / 10) {
            start();
        } else {
            fail(
                    failure instanceof CallFailedException failed
                                    && failed.fate() != Fate.REFUSED
                                    && !failed.isUnauthenticated()
                            ? AcquireFailures.unanswered(
                                    resource, failure, context.router().standing())
                            : ExceptionMapper.map(failure, ExceptionMapper.isOtherCluster(failure)));
        }
    }

    private void timedOut() {
        if (!isDone()) {
            giveUp(outOfTime(null));
        }
    }

    /** With an open gate the arbiter was there, and another session held the lease for too long. */
    private ArbiterException outOfTime(Throwable failure) {
        return queue && session != null && session.gate().isOpen()
                ? AcquireFailures.timeout(resource, failure)
                : AcquireFailures.unanswered(resource, failure, context.router().standing());
    }

    private void giveUp(RuntimeException why) {
        leave();
        result.completeExceptionally(why);
    }

    void fail(RuntimeException why) {
        end();
        stopAsking();
        result.completeExceptionally(why);
    }

    private void end() {
        timeout.cancel();
        sessions.ended(this);
    }

    private void stopAsking() {
        CompletableFuture<Reply> stopped = asking;
        asking = null;
        if (stopped != null) {
            stopped.cancel(true);
        }
    }

    private void leave() {
        end();
        boolean asked = asking != null;
        stopAsking();
        if (asked) {
            session.leaveQueue(resource, attempt);
        }
    }
}
