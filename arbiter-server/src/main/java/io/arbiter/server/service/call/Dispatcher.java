package io.arbiter.server.service.call;

import io.arbiter.core.auth.Principal;
import io.arbiter.server.batch.Clocks;
import io.arbiter.server.batch.Deadline;
import io.arbiter.server.consensus.Member;
import io.arbiter.server.failure.CallException;
import io.arbiter.server.failure.ExceptionMapper;
import io.arbiter.server.forward.Forwarder;
import io.arbiter.server.metrics.Meters;
import io.arbiter.server.signing.KeyPairs;
import io.arbiter.v1.Call;
import io.arbiter.v1.Reply;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Takes every call from request to reply: admits, checks, routes, and answers it at its deadline at the latest. While
 * no leader is known, a call waits for one up to {@link #PATIENCE}, because an election is shorter than that. Only a
 * call definitely not done is retried here, and one that stood in a queue, because asking again keeps its place.
 * Thread-safe; nothing blocks.
 */
public final class Dispatcher {
    /** The time that a call waits for a leader, if its deadline is not earlier. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    public static final long MAX_TIMEOUT_MILLIS = 3_600_000;
    private static final long RETRY_MILLIS = 25;

    private final Router router;
    private final Clocks timing;
    private final TimeoutQueue alarms;
    private final CallBounds bounds;
    private final CallMetrics metrics;
    private final Set<InFlightCall> open = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    private Dispatcher(Router router, Clocks timing, CallBounds bounds, CallMetrics metrics) {
        this.router = router;
        this.timing = timing;
        this.alarms = new TimeoutQueue(timing);
        this.bounds = bounds;
        this.metrics = metrics;
    }

    /**
     * Makes the parts that answer calls, and adds them to the replica's listeners.
     *
     * @param otherRegions regions of sessions beside the nodes' own
     * @param callsInFlight at most, waits included
     */
    public static Dispatcher start(CallContext node, Set<String> otherRegions, int callsInFlight) {
        var waits = new WaitingAcquires(
                () -> node.replica().read(view -> view.state().policies()));
        node.replica().addListener(waits);
        var regions = new KnownRegions(
                () -> node.log().nodes().stream().map(Member::region).toList(), otherRegions);
        var due = new DueRenewals(node.replica(), node.timing().clock(), node.ownership());
        var commands = new LocalCommands(
                node.replica(),
                node.batcher(),
                due,
                waits,
                new RequestCommands(() -> ThreadLocalRandom.current().nextLong(), KeyPairs::draw, regions),
                node.signer(),
                node.ownership(),
                node.members());
        var router = new Router(
                node.log(),
                commands,
                new LocalReads(
                        node.replica(), node.barriers(), regions, node.signer(), node.ownership(), node.members()),
                new Forwarder(node.peers(), node.metrics()),
                node.replica()::clusterId);
        Meters.gauge(
                node.metrics(), "arbiter_calls_waiting", "Acquires that wait in a queue; at the leader", waits::count);
        return new Dispatcher(
                router,
                node.timing(),
                new CallBounds(callsInFlight, node.admission(), due),
                new CallMetrics(node.metrics(), node.admission()));
    }

    /**
     * Takes the call; its reply always comes, on any thread.
     *
     * @param full why what carries the call has no place for another one; then only a renewal that is due is taken
     */
    public InFlightCall dispatch(Call request, Principal caller, Optional<CallException> full) {
        long millis = Math.min(Math.max(request.getTimeoutMillis(), 1), MAX_TIMEOUT_MILLIS);
        Deadline deadline = Deadline.after(timing.clock(), Duration.ofMillis(millis));
        var call = new InFlightCall(request, caller, deadline, deadline.atMost(PATIENCE));
        try {
            admit(call, full);
        } catch (CallException refused) {
            fail(call, refused);
            return call;
        }
        TimeoutQueue.Alarm alarm = alarms.after(Duration.ofMillis(millis), () -> call.cancel(CancelReason.DEADLINE));
        call.beforeReply(() -> {
            alarms.cancel(alarm);
            open.remove(call);
        });
        open.add(call);
        attempt(call);
        return call;
    }

    private void admit(InFlightCall call, Optional<CallException> full) {
        long millis = call.request().getTimeoutMillis();
        if (stopping) {
            throw CancelReason.SHUTDOWN.failure(false);
        }
        if (millis < 1 || millis > MAX_TIMEOUT_MILLIS) {
            throw CallException.invalid("timeout_millis", Long.toString(millis), "1 to " + MAX_TIMEOUT_MILLIS);
        }
        bounds.admit(call, open.size(), full);
    }

    private void attempt(InFlightCall call) {
        Attempt attempt = route(call);
        call.setAttempt(attempt);
        attempt.reply().whenComplete((reply, failure) -> {
            if (failure == null) {
                answered(call, reply);
            } else {
                failed(call, ExceptionMapper.of(failure));
            }
        });
    }

    /** What another node says is weighed as what happens here: it may have been asked when it led no more. */
    private void answered(InFlightCall call, Reply reply) {
        Optional<CallException> told = reply.hasError() ? CallException.of(reply.getError()) : Optional.empty();
        told.filter(failure -> RetryRule.of(call.request(), failure.reason()) != RetryRule.ANSWER)
                .ifPresentOrElse(failure -> failed(call, failure), () -> reply(call, reply));
    }

    private Attempt route(InFlightCall call) {
        try {
            return router.route(call);
        } catch (RuntimeException e) {
            return Attempt.uncancellable(CompletableFuture.failedFuture(e));
        }
    }

    private void failed(InFlightCall call, CallException failure) {
        RetryRule rule = RetryRule.of(call.request(), failure.reason());
        if (rule == RetryRule.SEARCH_IN_DOUBT) {
            call.leftInDoubt();
        }
        if (rule.again() && !call.isCancelled() && !call.retryDeadline().isExpired()) {
            pause(call);
        } else if (rule.isLeaderless() && call.deadline().isExpired()) {
            // The search for a leader ends then, too: which of the two timers was first must not decide the reason.
            fail(call, ExceptionMapper.deadlineExceeded(false));
        } else {
            fail(call, failure);
        }
    }

    private void pause(InFlightCall call) {
        var pause = new CompletableFuture<Reply>();
        pause.whenComplete((none, cancelled) -> fail(call, ExceptionMapper.of(cancelled)));
        call.setAttempt(Attempt.uncancellable(pause));
        timing.timer()
                .schedule(
                        () -> {
                            if (!call.isCancelled()) {
                                attempt(call);
                            }
                        },
                        RETRY_MILLIS,
                        TimeUnit.MILLISECONDS);
    }

    private void fail(InFlightCall call, CallException last) {
        CallException failure = call.afterAll(last);
        Reply reply = Reply.newBuilder()
                .setId(call.request().getId())
                .setError(failure.toStatus())
                .build();
        if (call.complete(reply)) {
            metrics.failed(failure);
        }
    }

    private void reply(InFlightCall call, Reply reply) {
        if (call.complete(reply)) {
            metrics.answered();
        }
    }

    /** The number of calls not answered yet. */
    public int inFlight() {
        return open.size();
    }

    /** Refuses new calls and answers those under way. */
    public void stop() {
        stopping = true;
        open.forEach(call -> call.cancel(CancelReason.SHUTDOWN));
    }
}
