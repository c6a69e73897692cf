package io.arbiter.maelstrom.raft;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.ratis.protocol.exceptions.AlreadyClosedException;
import org.apache.ratis.thirdparty.com.google.protobuf.InvalidProtocolBufferException;
import org.apache.ratis.thirdparty.com.google.protobuf.MessageLite;

/**
 * The requests that wait for an answer. Each is sent again and again until its first answer or its time-out: the
 * library has one request at a time in flight to each follower, entries and heartbeats alike, so that one lost message
 * would otherwise silence a leader for the whole time-out. Any copy's answer will do, also if answers take longer than
 * the pause between the copies.
 *
 * <p>An answer counts if its id, its sender and its kind fit a waiting request; late and repeated ones find none. Ids
 * start at random, so that an answer to an earlier life of this node finds none either.
 */
final class OutstandingCalls {
    /** Far more than the library has in flight, unless reads at followers pile up. */
    static final int CAPACITY = 1_024;

    static final String MALFORMED_ANSWER = "malformed answer";

    private final Consumer<RaftMessage> network;
    private final Drops drops;
    private final LongSupplier nanoClock;
    private final Duration pause;
    private final Duration timeout;
    private final Map<Long, Call<?>> calls = new ConcurrentHashMap<>();
    private final AtomicLong nextId = new AtomicLong(ThreadLocalRandom.current().nextLong(1L << 52));
    private volatile boolean closed;

    OutstandingCalls(
            Consumer<RaftMessage> network, Drops drops, LongSupplier nanoClock, Duration pause, Duration timeout) {
        this.network = network;
        this.drops = drops;
        this.nanoClock = nanoClock;
        this.pause = pause;
        this.timeout = timeout;
    }

    /** Sends a request. The answer's continuations run on the carrier's thread, or on the one that looks. */
    <A extends MessageLite> Call<A> call(String from, String to, Rpc<?, A> rpc, MessageLite request)
            throws IOException {
        if (calls.size() >= CAPACITY) {
            throw new IOException(calls.size() + " requests wait for answers: " + rpc.kind() + " is not sent");
        }
        RaftMessage message = new RaftMessage(from, to, rpc.kind(), nextId.getAndIncrement(), request.toByteArray());
        Call<A> call = new Call<>(rpc, message, nanoClock.getAsLong());
        calls.put(message.id(), call);
        call.whenComplete((answer, failure) -> calls.remove(message.id()));
        if (closed) {
            call.completeExceptionally(closed(from));
        }
        network.accept(message);
        return call;
    }

    void answer(RaftMessage message) {
        Call<?> call = calls.get(message.id());
        try {
            if (call != null && !call.isAnsweredBy(message)) {
                drops.drop(message, MALFORMED_ANSWER);
            }
        } catch (InvalidProtocolBufferException malformed) {
            drops.drop(message, MALFORMED_ANSWER);
        }
    }

    /** Sends due requests again, and ends those that waited too long. For one thread, several times each pause. */
    void look() {
        long nowNanos = nanoClock.getAsLong();
        for (Call<?> call : calls.values()) {
            call.timeOut(nowNanos, timeout);
            if (!call.isDone() && call.resends(nowNanos, pause)) {
                network.accept(call.request());
            }
        }
    }

    int size() {
        return calls.size();
    }

    void close() {
        closed = true;
        calls.values()
                .forEach(
                        call -> call.completeExceptionally(closed(call.request().from())));
    }

    private static IOException closed(String id) {
        return new AlreadyClosedException("the Raft server of " + id + " is closed");
    }
}
