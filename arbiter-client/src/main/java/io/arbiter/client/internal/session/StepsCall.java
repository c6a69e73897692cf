package io.arbiter.client.internal.session;

import com.google.protobuf.ByteString;
import io.arbiter.client.ArbiterException;
import io.arbiter.client.CommittedSteps;
import io.arbiter.client.IndeterminateException;
import io.arbiter.client.Lease;
import io.arbiter.client.Step;
import io.arbiter.client.UnavailableException;
import io.arbiter.client.internal.context.ClientContext;
import io.arbiter.client.internal.context.ExceptionMapper;
import io.arbiter.client.internal.lease.HeldLease;
import io.arbiter.client.internal.transport.EventLoop;
import io.arbiter.v1.Call;
import io.arbiter.v1.CommitStepsRequest;
import io.arbiter.v1.CommitStepsResponse;
import io.arbiter.v1.LeaseInfo;
import io.arbiter.v1.Reply;
import io.arbiter.v1.StepResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/**
 * One commit of several steps: waits for a session, then for a number, then for the answer. Leases that it releases
 * have closed gates before it begins, and go back whatever comes of it. Confined to the loop.
 */
final class StepsCall {
    private final ClientContext context;
    private final Sessions sessions;
    private final List<Step> steps;
    private final List<HeldLease> given;
    private final Set<String> acquired = new TreeSet<>();
    private final long deadlineNanos;
    private final CompletableFuture<CommittedSteps> result = new CompletableFuture<>();
    private final EventLoop.Timer timeout;
    private boolean sent;

    /** The gates of the leases that it releases are closed. */
    StepsCall(ClientContext context, Sessions sessions, CheckedSteps checked) {
        this.context = context;
        this.sessions = sessions;
        this.steps = checked.steps();
        this.given = checked.given();
        this.deadlineNanos = context.clock().nanoTime() + context.requestNanos();
        this.timeout = context.loop().schedule(this::timedOut, context.requestNanos());
        steps.stream().filter(Step.Acquire.class::isInstance).forEach(step -> acquired.add(step.resource()));
    }

    CompletableFuture<CommittedSteps> result() {
        return result;
    }

    /** The resources that it acquires. */
    Set<String> acquired() {
        return acquired;
    }

    long leftNanos() {
        return Math.max(1, deadlineNanos - context.clock().nanoTime());
    }

    /** Starts, or starts again on another session; nothing was sent so far, or certainly nothing came of it. */
    void start() {
        if (result.isDone()) {
            return;
        }
        Session session = sessions.current();
        if (session == null) {
            sessions.join(this);
        } else if (!session.renewer().ailment().isEmpty()) {
            fail(AcquireFailures.unhealthy(session.renewer().ailment()));
        } else {
            leaving(session)
                    .ifPresentOrElse(
                            gone -> gone.whenComplete(
                                    (done, failure) -> context.loop().execute(this::start)),
                            () -> session.stepNumbers().begin(number -> send(session, number)));
        }
    }

    /** What this session is giving back already has to be gone before it is acquired anew. */
    private Optional<CompletableFuture<Void>> leaving(Session session) {
        return acquired.stream()
                .filter(resource ->
                        given.stream().noneMatch(lease -> lease.resource().equals(resource)))
                .flatMap(resource -> session.pendingReleases().ofResource(resource).stream())
                .findFirst();
    }

    private void send(Session session, long number) {
        if (result.isDone() || session.isOver()) {
            session.stepNumbers().end(number);
            start();
            return;
        }
        sent = true;
        Call call = Call.newBuilder().setCommitSteps(request(session, number)).build();
        context.continueInLoop(
                context.retries().call(call::toBuilder, leftNanos(), context.attemptNanos()), (reply, failure) -> {
                    session.stepNumbers().end(number);
                    answered(session, reply, failure);
                });
    }

    private CommitStepsRequest request(Session session, long number) {
        var request = CommitStepsRequest.newBuilder().setSessionId(session.id()).setNumber(number);
        for (Step step : steps) {
            var wire = request.addStepsBuilder();
            if (step instanceof Step.Acquire) {
                wire.getAcquireBuilder().setResource(step.resource());
            } else if (step instanceof Step.Put put) {
                var record = wire.getPutRecordBuilder().setResource(step.resource());
                put.value().ifPresent(value -> record.setValue(ByteString.copyFrom(value)));
                put.expectedVersion().ifPresent(record::setExpectedVersion);
            } else if (step instanceof Step.Release release) {
                wire.getReleaseBuilder()
                        .setResource(step.resource())
                        .setToken(release.lease().map(Lease::token).orElse(0L));
            }
        }
        return request.build();
    }

    private void answered(Session session, Reply reply, Throwable failure) {
        if (failure == null) {
            succeeded(session, reply.getCommitSteps());
            return;
        }
        if (ExceptionMapper.isSessionOver(failure)) {
            session.over(failure.getMessage());
        }
        RuntimeException told = ExceptionMapper.map(failure, true);
        boolean inDoubt = told instanceof IndeterminateException;
        if (inDoubt && !session.isOver()) {
            // What it may have acquired shows in the holdings, and is released then.
            session.relist();
        }
        if (ExceptionMapper.isSessionOver(failure) && !inDoubt && given.isEmpty()) {
            sent = false;
            start();
        } else {
            fail(told);
        }
    }

    private void succeeded(Session session, CommitStepsResponse answer) {
        given.forEach(lease -> session.pendingReleases().gone(lease.token()));
        var effects = new ArrayList<CommittedSteps.Effect>();
        for (int i = 0; i < steps.size(); i++) {
            effects.add(effect(session, answer, i));
        }
        end();
        if (!result.complete(new CommittedSteps(answer.getRevision(), effects))) {
            release(effects);
        }
    }

    private CommittedSteps.Effect effect(Session session, CommitStepsResponse answer, int i) {
        String resource = steps.get(i).resource();
        StepResult step = answer.getResults(i);
        if (step.hasAcquire()) {
            LeaseInfo lease = LeaseInfo.newBuilder()
                    .setResource(resource)
                    .setSessionId(session.id())
                    .setToken(step.getAcquire().getToken())
                    .setBasis(step.getAcquire().getBasis())
                    .setGrantedRevision(answer.getRevision())
                    .setGrantedWallMillis(answer.getWallMillis())
                    .setHolder(context.config().holder())
                    .setRegion(context.config().region())
                    .build();
            Optional<Lease> kept =
                    isReleasedAfter(i) || session.isOver() ? Optional.empty() : Optional.of(session.adopt(lease));
            return new CommittedSteps.Acquired(resource, lease.getToken(), HeldLease.basis(lease), kept);
        }
        return step.hasPutRecord()
                ? new CommittedSteps.Written(resource, step.getPutRecord().getVersion())
                : new CommittedSteps.Released(resource);
    }

    private boolean isReleasedAfter(int acquire) {
        return steps.subList(acquire + 1, steps.size()).stream()
                .anyMatch(step -> step instanceof Step.Release
                        && step.resource().equals(steps.get(acquire).resource()));
    }

    /** Nobody takes them any more. */
    static void release(List<CommittedSteps.Effect> effects) {
        for (CommittedSteps.Effect effect : effects) {
            if (effect instanceof CommittedSteps.Acquired taken) {
                taken.lease().ifPresent(Lease::releaseAsync);
            }
        }
    }

    /** No session could be opened. */
    void openingFailed(Throwable failure, boolean again) {
        if (again && deadlineNanos - context.clock().nanoTime() > context.attemptNanos() / 10) {
            start();
        } else {
            fail(ExceptionMapper.map(failure, false));
        }
    }

    private void timedOut() {
        if (!sent) {
            fail(new UnavailableException(
                    "no session could be opened in time, and nothing was done; "
                            + context.router().standing(),
                    ArbiterException.LOCAL,
                    Map.of(),
                    null));
        }
    }

    /** The client or its session is being closed: what was sent may have been carried out, and is undone by that. */
    void closed(String why) {
        fail(
                sent
                        ? new IndeterminateException(
                                why + " a commit was under way, which may have been carried out",
                                ArbiterException.LOCAL,
                                Map.of(),
                                null)
                        : new IllegalStateException(why));
    }

    void fail(RuntimeException why) {
        end();
        given.forEach(HeldLease::releaseAfterAll);
        result.completeExceptionally(why);
    }

    private void end() {
        timeout.cancel();
        sessions.ended(this);
    }
}
