package io.arbiter.client.internal.transport;

import io.arbiter.client.gate.ClientClock;
import io.arbiter.v1.Call;
import io.arbiter.v1.Reply;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * Repeats calls until they are answered or their deadline passes. Confined to the loop, cancelling included.
 */
public final class Retries {
    private final CallRouter router;
    private final EventLoop loop;
    private final ClientClock clock;
    private final Backoff backoff;
    private final Set<Run> underWay = new HashSet<>();
    private boolean closed;

    /** @param random evenly between 0 and 1, for the jitter */
    public Retries(CallRouter router, EventLoop loop, ClientClock clock, DoubleSupplier random) {
        this.router = router;
        this.loop = loop;
        this.clock = clock;
        this.backoff = new Backoff(random);
    }

    /**
     * Makes attempts, on another node each time, until one is answered. Cancelling the returned future ends
     * the attempts.
     *
     * @param request makes the request of each attempt; only its id and timeout are set here
     * @param timeoutNanos for the whole call
     * @param attemptNanos for one attempt at most
     * @return the reply; or fails with {@link CallFailedException}
     */
    public CompletableFuture<Reply> call(Supplier<Call.Builder> request, long timeoutNanos, long attemptNanos) {
        return call(request, timeoutNanos, attemptNanos, Repeat.UNTIL_ANSWERED);
    }

    /** As the other. @param attemptNanos with IF_NOT_DONE only for an attempt that could not be sent */
    public CompletableFuture<Reply> call(
            Supplier<Call.Builder> request, long timeoutNanos, long attemptNanos, Repeat repeat) {
        Run run = new Run(request, clock.nanoTime() + timeoutNanos, attemptNanos, repeat);
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
        private final Repeat repeat;
        private final long clusterChanges = router.cluster().changes();
        private CompletableFuture<Reply> current = new CompletableFuture<>();
        private boolean maybeDone;
        private int attempts;
        private int unauthenticated;

        Run(Supplier<Call.Builder> request, long deadlineNanos, long attemptNanos, Repeat repeat) {
            this.request = request;
            this.deadlineNanos = deadlineNanos;
            this.attemptNanos = attemptNanos;
            this.repeat = repeat;
        }

        void attempt() {
            if (answer.isDone()) {
                return;
            }
            if (tried.size() >= router.size()) {
                tried.clear();
            }
            if (clusterChanges != router.cluster().changes()) {
                answer.completeExceptionally(otherCluster());
                return;
            }
            Node node = router.pick(tried);
            tried.add(node);
            attempts++;
            long left = Math.max(1, deadlineNanos - clock.nanoTime());
            long unsent = Math.min(left, attemptNanos);
            current = node.send(request.get(), unsent, repeat == Repeat.IF_NOT_DONE ? left : unsent);
            current.whenComplete(this::attempted);
        }

        /** What the call names belongs to the cluster in which it was started. */
        private CallFailedException otherCluster() {
            CallFailedException failure = new CallFailedException(
                    Fate.REFUSED,
                    ClusterBinding.MISMATCH,
                    "another cluster answers than the one that the call was made for",
                    Map.of(),
                    null);
            return maybeDone ? failure.afterUnknown() : failure;
        }

        void clientClosed() {
            Fate fate = attempts == 0 ? Fate.NOT_DONE : Fate.UNKNOWN;
            answer.completeExceptionally(CallFailedException.noAnswer(fate, "the client is closed", null));
        }

        /** Cancelled by the caller: the attempt under way is cancelled too. */
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

        private boolean isRepeatable(Fate fate) {
            return fate == Fate.NOT_DONE || fate == Fate.UNKNOWN && repeat == Repeat.UNTIL_ANSWERED;
        }

        private void failed(CallFailedException failure) {
            long pause = Math.max(backoff.nanos(attempts, tried.size() < router.size()), failure.retryAfterNanos());
            unauthenticated += failure.isUnauthenticated() ? 1 : 0;
            boolean again = isRepeatable(failure.fate())
                    && unauthenticated < router.size()
                    && deadlineNanos - clock.nanoTime() > pause;
            if (!again) {
                CallFailedException told = failure.fate() == Fate.REFUSED ? failure : failure.at(router.standing());
                answer.completeExceptionally(maybeDone ? told.afterUnknown() : told);
                return;
            }
            maybeDone |= failure.fate() == Fate.UNKNOWN;
            loop.schedule(this::attempt, pause);
        }
    }
}
