package io.arbiter.client.internal;

import io.arbiter.client.AcquireTimeoutException;
import io.arbiter.client.ElectedTask;
import io.arbiter.client.Election;
import io.arbiter.client.Lease;
import io.arbiter.client.LeaseState;
import io.arbiter.client.internal.context.Blocking;
import io.arbiter.client.internal.context.ClientContext;
import io.arbiter.client.internal.context.UserTask;
import io.arbiter.client.internal.lease.Handover;
import io.arbiter.client.internal.lease.HeldLease;
import io.arbiter.client.internal.transport.EventLoop;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One election: queues, is elected, lets the task end, releases, queues again. Confined to the loop, except for the
 * task and its caller's queries.
 */
final class ElectionLoop implements Election, Handover.Drain {
    private static final Logger LOG = LoggerFactory.getLogger(ElectionLoop.class);

    private final ClientContext context;
    private final String resource;
    private final ElectedTask task;
    private final Supplier<CompletableFuture<Lease>> acquire;
    private final Consumer<ElectionLoop> onEnd;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private CompletableFuture<Lease> standing;
    private EventLoop.Timer pause = EventLoop.Timer.NONE;
    /** Completes the drain of a handover when the task has ended; null if none is requested. */
    private CompletableFuture<Void> draining;

    private int failures;
    private boolean closed;
    /** The running task and its lease; null while there is none. */
    private volatile Term term;

    private record Term(HeldLease lease, UserTask run) {}

    /** @param acquire starts to wait for the lease; called in the loop */
    ElectionLoop(
            ClientContext context,
            String resource,
            ElectedTask task,
            Supplier<CompletableFuture<Lease>> acquire,
            Consumer<ElectionLoop> onEnd) {
        this.context = context;
        this.resource = resource;
        this.task = task;
        this.acquire = acquire;
        this.onEnd = onEnd;
    }

    void start() {
        context.loop().execute(this::stand);
    }

    private void stand() {
        if (closed) {
            end();
            return;
        }
        CompletableFuture<Lease> asked = acquire.get();
        standing = asked;
        context.continueInLoop(asked, (lease, failure) -> {
            standing = null;
            if (failure == null) {
                granted((HeldLease) lease);
            } else {
                notGranted(failure);
            }
        });
    }

    private void notGranted(Throwable failure) {
        if (closed) {
            end();
        } else if (failure instanceof AcquireTimeoutException || failure instanceof CancellationException) {
            stand();
        } else {
            failures++;
            LOG.warn("cannot stand for {} now, trying again: {}", resource, failure.getMessage());
            standAfter(context.retries().backoff().nanos(failures, false));
        }
    }

    private void standAfter(long nanos) {
        pause = context.loop().schedule(this::stand, nanos);
    }

    private void granted(HeldLease lease) {
        failures = 0;
        if (closed) {
            release(lease);
            return;
        }
        UserTask run = new UserTask(() -> task.run(lease));
        term = new Term(lease, run);
        LOG.info("elected for {} with token {}", resource, lease.token());
        lease.onChange(change -> {
            if (change.to() != LeaseState.HELD) {
                run.interrupt();
            }
        });
        lease.handover().drain(context.config().requestTimeout(), this);
        context.continueInLoop(run.ended(), (done, failure) -> over(lease, run, failure));
        context.workers().execute(run);
    }

    /** A handover is requested: the task must end, and then the handover, not this loop, releases the lease. */
    @Override
    public CompletableFuture<Void> begin() {
        Term now = term;
        if (now == null) {
            // It has just ended, and its lease is closed and about to be released.
            return CompletableFuture.completedFuture(null);
        }
        draining = new CompletableFuture<>();
        now.run().interrupt();
        return draining;
    }

    @Override
    public void expired() {
        LOG.warn("the task elected for {} does not end; its gate is closed", resource);
    }

    private void over(HeldLease lease, UserTask run, Throwable failure) {
        term = null;
        boolean wanted = run.isStopped();
        if (failure != null && !(wanted && failure instanceof InterruptedException)) {
            LOG.error("the task elected for {} failed", resource, failure);
        }
        if (draining != null) {
            CompletableFuture<Void> drained = draining;
            draining = null;
            // Its handover is in the loop before the next task, which stands again.
            drained.complete(null);
            context.loop().execute(() -> next(wanted));
        } else {
            context.continueInLoop(lease.letGo(), (released, unanswered) -> next(wanted));
        }
    }

    private void next(boolean wanted) {
        if (closed || wanted) {
            stand();
        } else {
            standAfter(context.config().ttl().toNanos() / 3);
        }
    }

    private void release(HeldLease lease) {
        context.continueInLoop(lease.letGo(), (released, unanswered) -> end());
    }

    private void end() {
        ended.complete(null);
        onEnd.accept(this);
    }

    // ---- from any thread

    @Override
    public String resource() {
        return resource;
    }

    @Override
    public boolean isElected() {
        Term now = term;
        return now != null && now.lease().isOpen();
    }

    @Override
    public void resign() {
        Term now = term;
        if (now != null) {
            now.run().interrupt();
        }
    }

    @Override
    public void close() {
        Term now = term;
        CompletableFuture<Void> waited = new CompletableFuture<>();
        context.loop().execute(() -> {
            stop();
            EventLoop.Timer timeout = context.loop().schedule(() -> stillRuns(waited), context.requestNanos());
            ended.whenComplete((done, failure) -> {
                timeout.cancel();
                waited.complete(null);
            });
        });
        if (now == null || !now.run().isCurrentThread()) {
            Blocking.await(
                    waited,
                    "interrupted while the election was being closed; its task has been interrupted, and the"
                            + " lease is released when it has ended");
        }
    }

    private void stillRuns(CompletableFuture<Void> waited) {
        LOG.warn("the election for {} is closed, but its task does not end; its lease is kept until then", resource);
        waited.complete(null);
    }

    /** In the loop. */
    private void stop() {
        closed = true;
        pause.cancel();
        if (standing != null) {
            standing.cancel(true);
        } else if (term != null) {
            term.run().interrupt();
        } else if (!ended.isDone()) {
            stand();
        }
    }

    /** Every gate is closed, and nothing is left to wait for. From any thread. */
    void clientClosed() {
        resign();
        context.loop().execute(() -> {
            stop();
            ended.complete(null);
        });
    }
}
