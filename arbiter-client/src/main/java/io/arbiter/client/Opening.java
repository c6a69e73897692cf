package io.arbiter.client;

import io.arbiter.client.gate.SendTime;
import io.arbiter.v1.Call;
import io.arbiter.v1.FirstAcquire;
import io.arbiter.v1.OpenSessionRequest;
import io.arbiter.v1.Reply;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * The opening of one session, repeated under the same incarnation until its fate is known, so that however
 * many replies are lost there is one session. Confined to the loop.
 */
final class Opening {
    private final Parts parts;
    private final String clientId;
    private final long generation;
    private final String incarnation = UUID.randomUUID().toString();
    private SendTime firstSend;

    Opening(Parts parts, String processId, Optional<StateDirectory> state) {
        this.parts = parts;
        this.clientId = state.map(StateDirectory::clientId).orElse(processId);
        // A generation proves our own earlier sessions dead as well: their gates were closed for good.
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

    CompletableFuture<Reply> send(Collection<AcquireCall> first, long timeoutNanos) {
        OpenSessionRequest.Builder request = OpenSessionRequest.newBuilder()
                .setClientId(clientId).setIncarnation(incarnation).setGeneration(generation)
                .setHolder(parts.config().holder()).setRegion(parts.config().region())
                .setTtlMillis(parts.config().ttl().toMillis())
                .setDriftBoundPpm(parts.config().driftBoundPpm())
                .setLockDelayMillis(parts.config().lockDelay().toMillis());
        first.stream().limit(ClientLimits.MAX_FIRST_ACQUIRES).forEach(call -> request.addAcquires(
                FirstAcquire.newBuilder().setResource(call.resource()).setWait(call.queues())));
        Call call = Call.newBuilder().setOpenSession(request).build();
        if (firstSend == null) {
            firstSend = SendTime.now(parts.clock());
        }
        return parts.retries().call(call::toBuilder, timeoutNanos, parts.attemptNanos());
    }
}
