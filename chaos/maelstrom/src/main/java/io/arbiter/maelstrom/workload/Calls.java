package io.arbiter.maelstrom.workload;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Status;
import io.arbiter.server.batch.Deadline;
import io.arbiter.server.failure.Reason;
import io.arbiter.server.forward.CallKind;
import io.arbiter.v1.Call;
import io.arbiter.v1.Reply;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Calls of this node's own service, repeated until they are answered or their time is up. Repeating is safe (S5). But
 * once the outcome of one try is unknown, only a success ends the doubt: a later "no" does not tell what the first try
 * did, nor what it will do when it arrives late. Thread-safe; nothing blocks.
 */
final class Calls {
    /** Time that one try waits: a message was lost, or the leader is. */
    static final Duration TRY = Duration.ofSeconds(1);

    private static final Duration PAUSE = Duration.ofMillis(30);
    private static final Set<Reason> WORTH_A_RETRY = EnumSet.of(
            Reason.NO_LEADER, Reason.NOT_LEADER, Reason.OVERLOADED, Reason.OUTCOME_UNKNOWN, Reason.DEADLINE_EXCEEDED);

    private final Function<Call, CompletableFuture<Reply>> service;
    private final ScheduledExecutorService timer;

    Calls(Function<Call, CompletableFuture<Reply>> service, ScheduledExecutorService timer) {
        this.service = service;
        this.timer = timer;
    }

    ScheduledExecutorService timer() {
        return timer;
    }

    /** Fails with {@link CallFailedException} only. */
    CompletableFuture<Reply> call(Call.Builder request, Deadline until) {
        return call(request, until, TRY);
    }

    /** For calls that wait: each try for {@code patience}, if the time is not up earlier. */
    CompletableFuture<Reply> call(Call.Builder request, Deadline until, Duration patience) {
        return new Repeated(request, until, patience).start();
    }

    private final class Repeated {
        private final Call.Builder request;
        private final Deadline until;
        private final Duration patience;
        private final CompletableFuture<Reply> result = new CompletableFuture<>();
        private boolean inDoubt;

        Repeated(Call.Builder request, Deadline until, Duration patience) {
            this.request = request;
            this.until = until;
            this.patience = patience;
        }

        CompletableFuture<Reply> start() {
            attempt();
            return result;
        }

        private void attempt() {
            long millis = Math.max(1, until.atMost(patience).remainingNanos() / 1_000_000);
            service.apply(request.setTimeoutMillis(millis).build()).thenAccept(reply -> {
                if (reply.hasError()) {
                    failed(reply.getError());
                } else {
                    result.complete(reply);
                }
            });
        }

        private void failed(Status status) {
            ErrorInfo info = info(status);
            Reason reason = Reason.valueOf(info.getReason());
            inDoubt |= leavesDoubt(request.build(), reason, info);
            if (WORTH_A_RETRY.contains(reason) && until.remainingNanos() > PAUSE.toNanos()) {
                timer.schedule(this::attempt, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
            } else {
                result.completeExceptionally(new CallFailedException(reason, inDoubt, status.getMessage()));
            }
        }
    }

    /** A read, or the renewal of a session, changes nothing that anybody could see. */
    private static boolean leavesDoubt(Call request, Reason reason, ErrorInfo info) {
        if (CallKind.of(request) != CallKind.MUTATION || request.hasRenewSession()) {
            return false;
        }
        boolean neverProposed =
                reason == Reason.DEADLINE_EXCEEDED && "false".equals(info.getMetadataOrDefault("proposed", ""));
        return reason.done() == Reason.Done.MAYBE && !neverProposed;
    }

    private static ErrorInfo info(Status status) {
        try {
            return status.getDetails(0).unpack(ErrorInfo.class);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("an error of the service without its reason: " + status, e);
        }
    }
}
