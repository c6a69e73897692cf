package io.arbiter.client.internal.lease;

import com.google.protobuf.ByteString;
import io.arbiter.client.ArbiterException;
import io.arbiter.client.LimitExceededException;
import io.arbiter.client.internal.context.ClientContext;
import io.arbiter.client.internal.context.ClientLimits;
import io.arbiter.client.internal.context.ExceptionMapper;
import io.arbiter.v1.Call;
import io.arbiter.v1.LeaseInfo;
import io.arbiter.v1.PutRecordRequest;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

/**
 * The record writes of one lease, one after the other: each has the next sequence number of its token, and a
 * later one that overtook an earlier one would supersede it. Confined to the loop, except {@link #put}.
 */
final class RecordWrites {
    private static final int MAX_WAITING = 1_000;

    private final ClientContext context;
    private final LeaseOwner session;
    private final LeaseInfo lease;
    private final Queue<Write> waiting = new ArrayDeque<>();
    private long sequence;
    private boolean busy;

    private record Write(PutRecordRequest.Builder request, CompletableFuture<Long> version) {}

    RecordWrites(ClientContext context, LeaseOwner session, LeaseInfo lease) {
        this.context = context;
        this.session = session;
        this.lease = lease;
    }

    /** From any thread. @param value null deletes */
    CompletableFuture<Long> put(byte[] value, OptionalLong expectedVersion) {
        if (value != null && value.length > ClientLimits.MAX_RECORD_BYTES) {
            throw new IllegalArgumentException(
                    "the record has " + value.length + " bytes, expected at most " + ClientLimits.MAX_RECORD_BYTES);
        }
        PutRecordRequest.Builder request = PutRecordRequest.newBuilder()
                .setResource(lease.getResource())
                .setSessionId(lease.getSessionId())
                .setToken(lease.getToken());
        if (value != null) {
            request.setValue(ByteString.copyFrom(value));
        }
        expectedVersion.ifPresent(request::setExpectedVersion);
        Write write = new Write(request, new CompletableFuture<>());
        context.loop().execute(() -> enqueue(write));
        return write.version();
    }

    private void enqueue(Write write) {
        if (waiting.size() >= MAX_WAITING) {
            write.version()
                    .completeExceptionally(new LimitExceededException(
                            MAX_WAITING + " record writes of '" + lease.getResource()
                                    + "' are waiting, expected fewer; wait for earlier ones",
                            ArbiterException.LOCAL,
                            Map.of("limit", "waiting_writes"),
                            null));
            return;
        }
        waiting.add(write);
        next();
    }

    private void next() {
        if (busy || waiting.isEmpty()) {
            return;
        }
        busy = true;
        Write write = waiting.remove();
        PutRecordRequest request = write.request().setSequence(++sequence).build();
        context.continueInLoop(context.call(() -> Call.newBuilder().setPutRecord(request)), (reply, failure) -> {
            busy = false;
            if (failure == null) {
                write.version().complete(reply.getPutRecord().getVersion());
            } else {
                failed(write, failure);
            }
            next();
        });
    }

    private void failed(Write write, Throwable failure) {
        write.version().completeExceptionally(ExceptionMapper.map(failure, true));
        if (ExceptionMapper.isSessionOver(failure)) {
            session.over(failure.getMessage());
        }
    }
}
