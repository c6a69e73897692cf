package io.arbiter.client.internal.session;

import io.arbiter.client.gate.SendTime;
import io.arbiter.client.internal.context.ClientContext;
import io.arbiter.client.internal.context.ClientLimits;
import io.arbiter.client.internal.context.ExceptionMapper;
import io.arbiter.client.internal.transport.CallFailedException;
import io.arbiter.client.internal.transport.Fate;
import io.arbiter.v1.Call;
import io.arbiter.v1.FirstAcquire;
import io.arbiter.v1.OpenSessionRequest;
import io.arbiter.v1.Reply;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * The opening of one session, repeated under the same incarnation until its outcome is known, so that there
 * is one session however many replies are lost. Confined to the loop.
 */
final class OpenSessionCall {
    private final ClientContext context;
    private final String clientId;
    private final long generation;
    private final String incarnation = UUID.randomUUID().toString();
    private SendTime firstSend;
    private boolean inDoubt;

    OpenSessionCall(ClientContext context, String processId, Optional<StateDirectory> state) {
        this.context = context;
        this.clientId = state.map(StateDirectory::clientId).orElse(processId);
        // A generation proves this client's own earlier sessions dead as well: their gates were closed for good.
        this.generation = state.map(StateDirectory::nextGeneration).orElse(0L);
    }

    /** Whether it inherits what earlier sessions of this client held. */
    boolean takesOver() {
        return generation > 0;
    }

    /**
     * The send of the first attempt. A repeated opening finds the session of the first one and renews
     * nothing, so the gate must not count from a later send.
     */
    SendTime firstSend() {
        return firstSend;
    }

    /** Whether an attempt may have opened the session, and none was answered since. */
    boolean isInDoubt() {
        return inDoubt;
    }

    /** A refusal settles it, except another cluster's, which says nothing of what the first cluster did. */
    void failed(CallFailedException failure) {
        boolean settled = failure.fate() == Fate.REFUSED && !ExceptionMapper.isOtherCluster(failure);
        inDoubt = !settled && (inDoubt || failure.fate() == Fate.UNKNOWN || failure.maybeDoneEarlier());
    }

    CompletableFuture<Reply> send(Collection<AcquireCall> first, long timeoutNanos) {
        OpenSessionRequest.Builder request = OpenSessionRequest.newBuilder()
                .setClientId(clientId)
                .setIncarnation(incarnation)
                .setGeneration(generation)
                .setHolder(context.config().holder())
                .setRegion(context.config().region())
                .setTtlMillis(context.config().ttl().toMillis())
                .setDriftBoundPpm(context.config().driftBoundPpm())
                .setLockDelayMillis(context.config().lockDelay().toMillis());
        first.stream()
                .limit(ClientLimits.MAX_FIRST_ACQUIRES)
                .forEach(call -> request.addAcquires(
                        FirstAcquire.newBuilder().setResource(call.resource()).setWait(call.queues())));
        Call call = Call.newBuilder().setOpenSession(request).build();
        if (firstSend == null) {
            firstSend = SendTime.now(context.clock());
        }
        return context.retries().call(call::toBuilder, timeoutNanos, context.attemptNanos());
    }
}
