package io.arbiter.client.transport;

import io.arbiter.client.gate.ClientClock;
import io.arbiter.v1.Call;
import io.arbiter.v1.Reply;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * Repeats calls until they are answered or their deadline passes. Confined to the loop, cancelling included.
 */
public final class Retries {
    private final Router router;
    private final EventLoop loop;
    private final ClientClock clock;
    private final Backoff backoff;
    private final Set<Run> underWay = new HashSet<>();
    private boolean closed;

    /** @param random evenly between 0 and 1, for the jitter */
    public Retries(Router router, EventLoop loop, ClientClock clock, DoubleSupplier random) {
        this.router = router;
        this.loop = loop;
        this.clock = clock;
        this.backoff = new Backoff(random);
    }

    /**
     * Makes attempts, on another node each time, until one is answered. Cancelling the answer gives up.
     *
     * @param request makes the request of each attempt; only its id and timeout are set here
     * @param timeoutNanos for the whole call
     * @param attemptNanos for one attempt at most
     * @return the reply; or fails with {@link CallFailedException}
     */
    public CompletableFuture<Reply> call(Supplier<Call.Builder> request, long timeoutNanos,
            long attemptNanos) {
        Run run = new Run(request, clock.nanoTime() + timeoutNanos, attemptNanos);
        underWay.add(run);
        run.answer.whenComplete((reply, failure) -> run.ended());
        if (closed) {
            run.clientClosed();
        } else {
            run.attempt();
        }
        return run.answer;
    }

    /** Jittered, growing waits. */
    public Backoff backoff() {
        return backoff;
    }

    /** Fails every call under way, and every later one. */
    public void close() {
        closed = true;
        List.copyOf(underWay).forEach(Run::clientClosed);
    }

    private final class Run {
        private final CompletableFuture<Reply> answer = new CompletableFuture<>();
        private final Set<Node> tried = new HashSet<>();
        private final Supplier<Call.Builder> request;
        private final long deadlineNanos;
        private final long attemptNanos;
        private CompletableFuture<Reply> current = new CompletableFuture<>();
        private boolean maybeDone;
        private int attempts;

        Run(Supplier<Call.Builder> request, long deadlineNanos, long attemptNanos) {
            this.request = request;
            this.deadlineNanos = deadlineNanos;
            this.attemptNanos = attemptNanos;
        }

        void attempt() {
            if (answer.isDone()) {
                return;
            }
            if (tried.size() >= router.size()) {
                tried.clear();
            }
            Node node = router.pick(tried);
            tried.add(node);
            attempts++;
            long left = Math.max(1, deadlineNanos - clock.nanoTime());
            current = node.send(request.get(), Math.min(left, attemptNanos));
            current.whenComplete(this::attempted);
        }

        void clientClosed() {
            Fate fate = attempts == 0 ? Fate.NOT_DONE : Fate.UNKNOWN;
            answer.completeExceptionally(CallFailedException.noAnswer(fate, "the client is closed", null));
        }

        /** Cancelled by the caller: the attempt under way is given up. */
        void ended() {
            underWay.remove(this);
            if (answer.isCancelled()) {
                current.cancel(true);
            }
        }

        private void attempted(Reply reply, Throwable failure) {
            if (failure == null) {
                answer.complete(reply);
            } else if (failure instanceof CallFailedException failed) {
                failed(failed);
            }
        }

        private void failed(CallFailedException failure) {
            long pause = backoff.nanos(attempts, tried.size() < router.size());
            boolean again = failure.fate() != Fate.REFUSED && deadlineNanos - clock.nanoTime() > pause;
            if (!again) {
                answer.completeExceptionally(maybeDone ? failure.afterUnknown() : failure);
                return;
            }
            maybeDone |= failure.fate() == Fate.UNKNOWN;
            loop.schedule(this::attempt, pause);
        }
    }
}
