package io.arbiter.client.internal.transport;

import io.arbiter.client.gate.ClientClock;
import io.arbiter.v1.Call;
import io.arbiter.v1.Reply;
import io.arbiter.v1.ReplyBatch;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * One node of the arbiter: its connection, and the calls under way on it. Confined to the loop.
 *
 * <p>A connection that swallows all it is given (a partition) differs from a slow node by its silence: an
 * attempt that ends with nothing received since it was sent resets the stream, and every call on it fails
 * over.
 */
public final class Node {
    /** More calls under way than that on one connection are refused at once, except renewals. */
    static final int MAX_CALLS = 10_000;

    private static final long AVOID_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final String address;
    private final ManagedChannel connection;
    private final ClusterBinding cluster;
    private final Channel channel;
    private final EventLoop loop;
    private final ClientClock clock;
    private final NodeNews news;
    private final Membership membership;
    private final Map<Long, PendingCall> pending = new HashMap<>();
    private CallStream stream;
    private long lastId;
    private long heardNanos;
    private long failedNanos;
    private boolean failing;
    private String trouble = "";

    /** The way to a node. */
    record Connection(String address, ManagedChannel channel, ClusterBinding cluster) {}

    Node(Connection connection, EventLoop loop, ClientClock clock, NodeNews news) {
        this.address = connection.address();
        this.connection = connection.channel();
        this.cluster = connection.cluster();
        this.channel = ClientInterceptors.intercept(connection.channel(), cluster);
        this.loop = loop;
        this.clock = clock;
        this.news = news;
        this.membership = new Membership(clock);
        this.heardNanos = clock.nanoTime();
    }

    /** Its client address. */
    public String address() {
        return address;
    }

    /** For calls that are not on the stream: status. */
    public Channel channel() {
        connectSoon();
        return channel;
    }

    /** For calls that are bound to a cluster by themselves: watches. */
    public Channel channel(ClusterBinding cluster) {
        connectSoon();
        return ClientInterceptors.intercept(connection, cluster);
    }

    /** Every call under way fails. */
    void close() {
        connection.shutdownNow();
    }

    /** The stream belongs to a cluster to which this client is no longer bound. */
    void reset(String why) {
        if (stream != null) {
            stream.cancel(why);
        }
    }

    /** It answered something that did not go over the stream, as a node of the cluster that this is bound to. */
    public void answered(ClusterBinding as) {
        if (as.id().equals(cluster.id())) {
            membership.confirm();
            news.clusterActed();
        }
    }

    /**
     * It refused something that did not go over the stream, or did not answer it.
     *
     * @return whether it belongs to another cluster, and the client's still exists: another node can be asked
     */
    public boolean refusedAsStray(CallFailedException failure) {
        if (!failure.isOfOtherCluster()) {
            return false;
        }
        boolean replaced = news.isReplacedBy(this, failure);
        if (replaced) {
            news.clusterReplaced(failure);
        }
        return !replaced;
    }

    Membership membership() {
        return membership;
    }

    /** Whether it may answer as a node of the client's cluster, if it is asked. */
    boolean mayBeMember() {
        return !membership.isStray() && (!failedLately() || membership.isMemberLately());
    }

    /** Whether it lately failed to answer, or belonged to another cluster. */
    boolean isToBeAvoided() {
        return failedLately() || membership.isStrayLately();
    }

    private boolean failedLately() {
        return failing && clock.nanoTime() - failedNanos < AVOID_NANOS;
    }

    /** The node did not answer something that was not on the stream. */
    public void failed() {
        failing = true;
        failedNanos = clock.nanoTime();
    }

    /**
     * Makes one attempt. Cancelling the returned future cancels the call at the node.
     *
     * @return the reply, which holds no error; or fails with {@link CallFailedException}
     */
    public CompletableFuture<Reply> send(Call.Builder call, long timeoutNanos) {
        return send(call, timeoutNanos, timeoutNanos);
    }

    /** As the other. @param unsentNanos how long it may wait to be handed to the network; at most the timeout */
    CompletableFuture<Reply> send(Call.Builder call, long unsentNanos, long timeoutNanos) {
        if (pending.size() >= MAX_CALLS && !call.hasRenewSession()) {
            return CompletableFuture.failedFuture(new CallFailedException(
                    Fate.NOT_DONE,
                    "OVERLOADED",
                    MAX_CALLS + " calls to " + address + " are under way, expected fewer; slow down",
                    Map.of(),
                    null));
        }
        connect();
        long id = ++lastId;
        PendingCall made = new PendingCall(clock.nanoTime());
        pending.put(id, made);
        made.timeout = loop.schedule(() -> unsent(id, timeoutNanos - unsentNanos), unsentNanos);
        long millis = Math.max(1, TimeUnit.NANOSECONDS.toMillis(timeoutNanos));
        stream.send(call.setId(id).setTimeoutMillis(Math.min(millis, 3_600_000)).build());
        made.answer.whenComplete((reply, failure) -> {
            if (made.answer.isCancelled()) {
                loop.execute(() -> cancel(id));
            }
        });
        return made.answer;
    }

    private void connect() {
        if (stream != null) {
            return;
        }
        connectSoon();
        StreamEvents events = new StreamEvents();
        stream = new CallStream(channel, loop, events);
        events.self = stream;
    }

    boolean isConnected() {
        return connection.getState(false) == ConnectivityState.READY;
    }

    /** Opens the connection, if it is not open. */
    void connectSoon() {
        if (connection.getState(true) == ConnectivityState.TRANSIENT_FAILURE) {
            // gRPC's own backoff grows to two minutes; attempts here have theirs, and a lease may depend on
            // this one. Names are looked up again as well.
            connection.resetConnectBackoff();
        }
    }

    /** The reason why it does not answer; empty if it does, or was not asked. */
    String trouble() {
        return trouble;
    }

    private void unsent(long id, long leftNanos) {
        PendingCall call = pending.get(id);
        if (call != null && call.written && leftNanos > 0) {
            call.timeout = loop.schedule(() -> timedOut(id), leftNanos);
        } else {
            timedOut(id);
        }
    }

    private void timedOut(long id) {
        PendingCall late = pending.remove(id);
        if (late == null) {
            return;
        }
        late.fail(CallFailedException.noAnswer(
                        late.written ? Fate.UNKNOWN : Fate.NOT_DONE, address + " did not answer in time", null)
                .from(address));
        failed();
        if (late.written) {
            news.clusterActed();
        }
        trouble = "did not answer in time";
        if (stream != null && heardNanos - late.sentNanos <= 0) {
            stream.cancel("silent for a whole attempt");
            // The name may lead elsewhere by now: the next attempt looks it up, and connects again.
            connection.enterIdle();
        } else {
            cancelOnNode(id, late);
        }
    }

    private void cancel(long id) {
        PendingCall given = pending.remove(id);
        if (given != null) {
            given.timeout.cancel();
            cancelOnNode(id, given);
        }
    }

    private void cancelOnNode(long id, PendingCall call) {
        if (stream == null) {
            return;
        }
        if (call.written) {
            stream.send(Call.newBuilder().setCancel(id).build());
        } else {
            stream.takeBack(id);
        }
    }

    private void answered(Reply reply) {
        PendingCall call = pending.remove(reply.getId());
        if (call == null) {
            return;
        }
        trouble = reply.hasError()
                        && FailureReader.read(reply.getError()).reason().equals("NO_LEADER")
                ? "answers, and knows of no leader"
                : "";
        if (!reply.hasError()) {
            news.clusterActed();
        }
        call.answered(reply, address);
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
            if (stream != self) {
                return;
            }
            heardNanos = clock.nanoTime();
            failing = false;
            membership.confirm();
            if (!batch.getLeader().isEmpty()) {
                news.leaderSeen(batch.getLeader());
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
            CallFailedException told = FailureReader.read(cause);
            trouble = told.getMessage();
            List<PendingCall> lost = List.copyOf(pending.values());
            pending.clear();
            boolean replaced = told.isOfOtherCluster() && news.isReplacedBy(Node.this, told);
            boolean ofOurCluster = !told.isOfOtherCluster() || replaced && cluster.isReliedOn();
            lost.forEach(call -> call.fail(lost(call, told, ofOurCluster).from(address)));
            if (replaced) {
                news.clusterReplaced(told);
            }
        }

        /** Another cluster that refused did nothing, and the call has to be made where it belongs. */
        private CallFailedException lost(PendingCall call, CallFailedException told, boolean ofOurCluster) {
            boolean refused = told.fate() == Fate.REFUSED && told.isOfOtherCluster();
            Fate fate = call.written || refused ? told.fate() : Fate.NOT_DONE;
            if (fate == Fate.UNKNOWN) {
                news.clusterActed();
            }
            String message = "connection to " + address + " failed: " + told.getMessage();
            if (!ofOurCluster) {
                return CallFailedException.noAnswer(refused ? Fate.NOT_DONE : fate, message, told);
            }
            return new CallFailedException(fate, told.reason(), message, told.metadata(), told);
        }
    }
}
