package io.arbiter.server.service;

import io.arbiter.server.batch.Deadline;
import io.arbiter.server.batch.Timing;
import io.arbiter.server.failure.CallFailure;
import io.arbiter.server.failure.Failures;
import io.arbiter.server.failure.Reason;
import io.arbiter.v1.Call;
import io.arbiter.v1.Reply;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Every call's way from request to reply: admitted, checked, routed, and answered at its deadline at the latest. While
 * no leader is known, a call waits for one up to {@link #PATIENCE}, since an election is shorter than that; only what
 * is definitely not done is tried again here, and what stood in a queue, since asking again keeps its place.
 * Thread-safe; nothing blocks.
 */
public final class Dispatcher {
    /** How long a call waits for a leader, if its deadline is not earlier. */
    static final Duration PATIENCE = Duration.ofSeconds(5);
    static final long MAX_TIMEOUT_MILLIS = 3_600_000;
    private static final long RETRY_MILLIS = 25;
    private static final Set<Reason> LEADERLESS = Set.of(Reason.NO_LEADER, Reason.NOT_LEADER);

    private final Router router;
    private final Timing timing;
    private final Alarms alarms;
    private final int limit;
    private final CallMetrics metrics;
    private final Set<OpenCall> open = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    Dispatcher(Router router, Timing timing, int callsUnderWay, CallMetrics metrics) {
        this.router = router;
        this.timing = timing;
        this.alarms = new Alarms(timing);
        this.limit = callsUnderWay;
        this.metrics = metrics;
    }

    /** Takes the call; its reply always comes, on any thread. */
    public OpenCall dispatch(Call request) {
        long millis = Math.min(Math.max(request.getTimeoutMillis(), 1), MAX_TIMEOUT_MILLIS);
        Deadline deadline = Deadline.after(timing.clock(), Duration.ofMillis(millis));
        var call = new OpenCall(request, deadline, deadline.atMost(PATIENCE));
        try {
            admit(call);
        } catch (CallFailure refused) {
            fail(call, refused);
            return call;
        }
        Alarms.Alarm alarm = alarms.after(Duration.ofMillis(millis), () -> call.giveUp(GiveUp.DEADLINE));
        open.add(call);
        call.reply().thenRun(() -> {
            alarms.cancel(alarm);
            open.remove(call);
        });
        attempt(call);
        return call;
    }

    private void admit(OpenCall call) {
        long millis = call.request().getTimeoutMillis();
        if (stopping) {
            throw GiveUp.SHUTDOWN.failure(false);
        }
        if (open.size() >= limit) {
            throw new CallFailure(Reason.OVERLOADED, limit + " calls are under way on this node; nothing was done, "
                    + "retry with backoff");
        }
        if (millis < 1 || millis > MAX_TIMEOUT_MILLIS) {
            throw CallFailure.invalid("timeout_millis", Long.toString(millis), "1 to " + MAX_TIMEOUT_MILLIS);
        }
    }

    private void attempt(OpenCall call) {
        Attempt attempt = route(call);
        call.carriedBy(attempt);
        attempt.reply().whenComplete((reply, failure) -> {
            if (failure == null) {
                answer(call, reply);
            } else {
                failed(call, Failures.of(failure));
            }
        });
    }

    private Attempt route(OpenCall call) {
        try {
            return router.route(call);
        } catch (RuntimeException e) {
            return Attempt.brief(CompletableFuture.failedFuture(e));
        }
    }

    private void failed(OpenCall call, CallFailure failure) {
        boolean mayStandInAQueue = call.request().getAcquire().getWait() && failure.reason() == Reason.OUTCOME_UNKNOWN;
        if (mayStandInAQueue) {
            call.leftInDoubt();
        }
        boolean again = (LEADERLESS.contains(failure.reason()) || mayStandInAQueue)
                && !call.isGivenUp() && !call.patience().hasPassed()
                && !(call.request().getForwarded() && failure.reason() == Reason.NOT_LEADER);
        if (again) {
            pause(call);
        } else {
            fail(call, failure);
        }
    }

    private void pause(OpenCall call) {
        var pause = new CompletableFuture<Reply>();
        pause.whenComplete((none, givenUp) -> fail(call, Failures.of(givenUp)));
        call.carriedBy(Attempt.brief(pause));
        timing.timer().schedule(() -> {
            if (!call.isGivenUp()) {
                attempt(call);
            }
        }, RETRY_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void fail(OpenCall call, CallFailure last) {
        CallFailure failure = call.afterAll(last);
        Reply reply = Reply.newBuilder().setId(call.request().getId()).setError(failure.toStatus()).build();
        if (call.reply().complete(reply)) {
            metrics.failed(failure.reason());
        }
    }

    private void answer(OpenCall call, Reply reply) {
        if (call.reply().complete(reply)) {
            metrics.answered();
        }
    }

    public int underWay() {
        return open.size();
    }

    /** Refuses new calls and answers those under way. */
    void stop() {
        stopping = true;
        open.forEach(call -> call.giveUp(GiveUp.SHUTDOWN));
    }
}
