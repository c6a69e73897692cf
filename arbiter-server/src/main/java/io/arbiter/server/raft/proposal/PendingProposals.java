package io.arbiter.server.raft.proposal;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.apache.ratis.proto.RaftProtos.StateMachineLogEntryProto;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;

/**
 * The entries proposed by this process and not settled yet, by call id. Bounded by the library's limit of pending
 * writes. Thread-safe.
 *
 * <p>The entry itself names its proposer, so it is found here however it comes back: also when it is applied before the
 * library has noted it as pending, which a group of one can do.
 */
public final class PendingProposals {
    /** Random per process start: the library answers a known id with a known call from its cache of old replies. */
    private final ClientId clientId = ClientId.randomId();

    private final ByteString clientIdBytes = clientId.toByteString();
    private final AtomicLong lastCallId = new AtomicLong();
    private final Map<Long, PendingEntry> open = new ConcurrentHashMap<>();

    ClientId clientId() {
        return clientId;
    }

    long add(PendingEntry pending) {
        long callId = lastCallId.incrementAndGet();
        open.put(callId, pending);
        return callId;
    }

    void remove(long callId) {
        open.remove(callId);
    }

    /** The entry behind a request; empty if the request is not this process's. */
    public Optional<PendingEntry> of(RaftClientRequest request) {
        boolean ours = clientId.equals(request.getClientId());
        return ours ? Optional.ofNullable(open.get(request.getCallId())) : Optional.empty();
    }

    /** Takes an entry of this process that is about to be applied, unless it has been given up. */
    public Optional<PendingEntry> take(StateMachineLogEntryProto entry) {
        if (!clientIdBytes.equals(entry.getClientId())) {
            return Optional.empty();
        }
        return Optional.ofNullable(open.remove(entry.getCallId())).filter(PendingEntry::settle);
    }

    /** Completes when each that is open now is settled, in whatever way. */
    CompletableFuture<Void> settled() {
        return CompletableFuture.allOf(open.values().stream()
                .map(pending -> pending.result().handle((index, failure) -> null))
                .toArray(CompletableFuture[]::new));
    }

    void forEach(BiConsumer<Long, PendingEntry> action) {
        open.forEach(action);
    }
}
