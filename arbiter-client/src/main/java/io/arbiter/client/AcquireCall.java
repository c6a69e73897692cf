package io.arbiter.client;

import io.arbiter.client.transport.CallFailedException;
import io.arbiter.client.transport.EventLoop;
import io.arbiter.client.transport.Fate;
import io.arbiter.v1.AcquireRequest;
import io.arbiter.v1.Call;
import io.arbiter.v1.LeaseInfo;
import io.arbiter.v1.Reply;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;

/**
 * One acquire, from the caller's request until it is granted, refused or given up; over as many sessions as
 * it takes. Whatever is granted after it was given up is released: by this if it hears of it, else by the
 * next look at the holdings. Confined to the loop.
 */
final class AcquireCall {
    private final Parts parts;
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
    AcquireCall(Parts parts, Sessions sessions, String resource, long waitNanos) {
        this.parts = parts;
        this.sessions = sessions;
        this.resource = resource;
        this.queue = waitNanos > 0;
        long nanos = queue ? waitNanos : parts.requestNanos();
        this.deadlineNanos = parts.clock().nanoTime() + nanos;
        this.timeout = parts.loop().schedule(this::timedOut, nanos);
        result.whenComplete((lease, failure) -> {
            if (result.isCancelled()) {
                parts.loop().execute(this::leave);
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
        return Math.max(1, deadlineNanos - parts.clock().nanoTime());
    }

    /** Begins, or begins again on another session. */
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
        Optional<CompletableFuture<Void>> leaving = session.lettingGo().ofResource(resource);
        Optional<HeldLease> held = session.lease(resource);
        if (leaving.isPresent()) {
            leaving.get().whenComplete((gone, failure) -> parts.loop().execute(this::start));
        } else if (held.isPresent()) {
            share(held.get());
        } else {
            session.inheritance().claim(resource).ifPresentOrElse(this::granted, this::ask);
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

    private void ask() {
        CompletableFuture<Reply> asked =
                parts.retries().call(this::request, leftNanos(), queue ? leftNanos() : parts.attemptNanos());
        asking = asked;
        parts.then(asked, (reply, failure) -> {
            if (asking == asked) {
                answered(reply, failure);
            }
        });
    }

    /**
     * Each attempt has a name of its own, so that a node that gives up an earlier one does not cancel this
     * one.
     */
    private Call.Builder request() {
        attempt = ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
        return Call.newBuilder().setAcquire(AcquireRequest.newBuilder().setResource(resource)
                .setSessionId(session.id()).setWait(queue).setAttempt(attempt));
    }

    private void answered(Reply reply, Throwable failure) {
        if (failure == null) {
            asking = null;
            granted(reply.getAcquire().getLease());
        } else if (Errors.isSessionOver(failure)) {
            session.over(failure.getMessage());
        } else if (failure instanceof CallFailedException failed && failed.fate() == Fate.REFUSED) {
            asking = null;
            fail(Errors.of(failed, false));
        } else {
            giveUp(outOfTime(failure));
        }
    }

    /** The session being opened was granted it. */
    void granted(Session opened, LeaseInfo lease) {
        session = opened;
        granted(lease);
    }

    /** Granted, as the holdings tell; the answer to the asking is not waited for. */
    void found(LeaseInfo lease) {
        stopAsking();
        granted(lease);
    }

    private void granted(LeaseInfo lease) {
        if (session.lettingGo().knows(lease.getToken())) {
            // A release of this very token may still be on its way, and would end the lease under its new
            // holder.
            start();
            return;
        }
        deliverOnceOpen(session, session.lease(lease.getResource())
                .filter(held -> held.token() == lease.getToken())
                .orElseGet(() -> session.adopt(lease)), true);
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
            // Begun again on another session meanwhile.
            return;
        } else if (lease.isOpen()) {
            end();
            result.complete(lease);
        } else if (at.isOver() || at.lease(resource).isEmpty()) {
            start();
        } else {
            at.heartbeat().renewNow(leftNanos()).whenComplete((renewed, failure) -> parts.loop().schedule(
                    () -> deliverOnceOpen(at, lease, ours), failure == null ? 0 : at.ttlNanos() / 12));
        }
    }

    /** The session could not be opened. */
    void openingFailed(Throwable failure, boolean again) {
        if (again && deadlineNanos - parts.clock().nanoTime() > parts.attemptNanos() / 10) {
            start();
        } else {
            fail(failure instanceof CallFailedException failed && failed.fate() != Fate.REFUSED
                    ? AcquireFailures.unanswered(resource, failure) : Errors.of(failure, false));
        }
    }

    private void timedOut() {
        if (!isDone()) {
            giveUp(outOfTime(null));
        }
    }

    /** With an open gate the arbiter was there, and somebody else held the lease for too long. */
    private ArbiterException outOfTime(Throwable failure) {
        return queue && session != null && session.gate().isOpen()
                ? AcquireFailures.timeout(resource, failure)
                : AcquireFailures.unanswered(resource, failure);
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
