package io.arbiter.client.transport;

import io.arbiter.client.gate.ClientClock;
import io.arbiter.v1.Call;
import io.arbiter.v1.Reply;
import io.arbiter.v1.ReplyBatch;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One node of the arbiter: its connection, and the calls under way on it. Confined to the loop.
 *
 * <p>A connection that swallows what it is given (a partition) is told from a slow node by its silence: an
 * attempt that ends without anything received since it was sent resets the stream, and every call on it fails
 * over.
 */
public final class Node {
    /** More calls under way than that on one connection are refused at once, but for renewals. */
    static final int MAX_CALLS = 10_000;
    private static final long AVOID_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final String address;
    private final ManagedChannel channel;
    private final EventLoop loop;
    private final ClientClock clock;
    private final Consumer<String> leaderSeen;
    private final Map<Long, PendingCall> pending = new HashMap<>();
    private CallStream stream;
    private long lastId;
    private long heardNanos;
    private long failedNanos;
    private boolean failing;

    Node(String address, ManagedChannel channel, EventLoop loop, ClientClock clock,
            Consumer<String> leaderSeen) {
        this.address = address;
        this.channel = channel;
        this.loop = loop;
        this.clock = clock;
        this.leaderSeen = leaderSeen;
        this.heardNanos = clock.nanoTime();
    }

    /** Its client address. */
    public String address() {
        return address;
    }

    /** For calls that are not on the stream: watch and status. */
    public ManagedChannel channel() {
        return channel;
    }

    /** Whether it lately failed to answer. */
    boolean isToBeAvoided() {
        return failing && clock.nanoTime() - failedNanos < AVOID_NANOS;
    }

    /** The node did not answer something that was not on the stream. */
    public void failed() {
        failing = true;
        failedNanos = clock.nanoTime();
    }

    /**
     * Makes one attempt. Cancelling the answer gives the call up at the node.
     *
     * @return the reply, which holds no error; or fails with {@link CallFailedException}
     */
    public CompletableFuture<Reply> send(Call.Builder call, long timeoutNanos) {
        if (pending.size() >= MAX_CALLS && !call.hasRenewSession()) {
            return CompletableFuture.failedFuture(new CallFailedException(Fate.NOT_DONE, "OVERLOADED",
                    MAX_CALLS + " calls to " + address + " are under way, expected fewer; slow down",
                    Map.of(), null));
        }
        connect();
        long id = ++lastId;
        PendingCall made = new PendingCall(clock.nanoTime());
        pending.put(id, made);
        made.timeout = loop.schedule(() -> timedOut(id), timeoutNanos);
        long millis = Math.max(1, TimeUnit.NANOSECONDS.toMillis(timeoutNanos));
        stream.send(call.setId(id).setTimeoutMillis(Math.min(millis, 3_600_000)).build());
        made.answer.whenComplete((reply, failure) -> {
            if (made.answer.isCancelled()) {
                loop.execute(() -> abandon(id));
            }
        });
        return made.answer;
    }

    private void connect() {
        if (stream != null) {
            return;
        }
        if (channel.getState(true) == ConnectivityState.TRANSIENT_FAILURE) {
            // gRPC's own backoff grows to two minutes; our attempts have theirs, and a lease may hang on this
            // one.
            channel.resetConnectBackoff();
        }
        StreamEvents events = new StreamEvents();
        stream = new CallStream(channel, loop, events);
        events.self = stream;
    }

    private void timedOut(long id) {
        PendingCall late = pending.remove(id);
        if (late == null) {
            return;
        }
        late.fail(CallFailedException.noAnswer(late.written ? Fate.UNKNOWN : Fate.NOT_DONE,
                address + " did not answer in time", null));
        failed();
        if (stream != null && heardNanos - late.sentNanos <= 0) {
            stream.cancel(address + " has been silent for a whole attempt");
        } else {
            giveUp(id, late);
        }
    }

    private void abandon(long id) {
        PendingCall given = pending.remove(id);
        if (given != null) {
            given.timeout.cancel();
            giveUp(id, given);
        }
    }

    private void giveUp(long id, PendingCall call) {
        if (stream == null) {
            return;
        }
        if (call.written) {
            stream.send(Call.newBuilder().setAbandon(id).build());
        } else {
            stream.takeBack(id);
        }
    }

    private void answered(Reply reply) {
        PendingCall call = pending.remove(reply.getId());
        if (call == null) {
            return;
        }
        call.answered(reply);
    }

    private final class StreamEvents implements CallStream.Events {
        private CallStream self;

        @Override
        public void written(Call call) {
            PendingCall sent = pending.get(call.getId());
            if (sent != null) {
                sent.written = true;
            }
        }

        @Override
        public void answered(ReplyBatch batch) {
            heardNanos = clock.nanoTime();
            failing = false;
            if (!batch.getLeader().isEmpty()) {
                leaderSeen.accept(batch.getLeader());
            }
            batch.getRepliesList().forEach(Node.this::answered);
        }

        @Override
        public void ended(Throwable cause) {
            if (stream != self) {
                return;
            }
            stream = null;
            failed();
            CallFailedException told = Failures.of(cause);
            List<PendingCall> lost = List.copyOf(pending.values());
            pending.clear();
            for (PendingCall call : lost) {
                Fate fate = call.written ? told.fate() : Fate.NOT_DONE;
                call.fail(new CallFailedException(fate, told.reason(),
                        "connection to " + address + " failed: " + told.getMessage(), told.facts(), cause));
            }
        }
    }
}
