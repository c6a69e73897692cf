package io.arbiter.client.internal.request;

import io.arbiter.client.ArbiterException;
import io.arbiter.client.Watch;
import io.arbiter.client.internal.context.ClientContext;
import io.arbiter.client.internal.context.ExceptionMapper;
import io.arbiter.client.internal.transport.CallFailedException;
import io.arbiter.client.internal.transport.ClusterBinding;
import io.arbiter.client.internal.transport.FailureReader;
import io.arbiter.client.internal.transport.Fate;
import io.arbiter.client.internal.transport.Node;
import io.arbiter.v1.ArbiterGrpc;
import io.arbiter.v1.Call;
import io.arbiter.v1.Event;
import io.arbiter.v1.ListLeasesRequest;
import io.arbiter.v1.WatchRequest;
import io.arbiter.v1.WatchResponse;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A watch over as many streams as it takes: each resumes at the revision after the last one reported, on
 * another node if the last one failed. Confined to the loop, except for the listener, which the stream's
 * thread calls.
 */
public final class WatchCall implements Watch {
    private static final Logger LOG = LoggerFactory.getLogger(WatchCall.class);
    /** Ends one stream, not the watch. */
    private static final Set<String> RESUMABLE = Set.of("WATCHER_TOO_SLOW", "REVISION_AHEAD");

    private final ClientContext context;
    private final String prefix;
    private final WireWatchListener listener;
    private final Consumer<WatchCall> onEnd;
    private final Set<Node> failed = new HashSet<>();
    /** The cluster that its revisions belong to, whichever the client's calls go to later. */
    private ClusterBinding cluster;

    private ClientCallStreamObserver<WatchRequest> stream;
    private int attempts;
    /** Whether {@link #nextRevision} is known to exist, and a node that lacks it only lags. */
    private boolean resumable;
    /** The last revision reported. Written by one stream's thread at a time. */
    private volatile long revision;

    private volatile long nextRevision;
    private volatile boolean closed;

    public WatchCall(
            ClientContext context,
            String prefix,
            long fromRevision,
            WireWatchListener listener,
            Consumer<WatchCall> onEnd) {
        if (fromRevision < 0) {
            throw new IllegalArgumentException("fromRevision is " + fromRevision + ", expected 0 or a revision");
        }
        this.context = context;
        this.prefix = prefix;
        this.nextRevision = fromRevision;
        this.listener = listener;
        this.onEnd = onEnd;
    }

    public void start() {
        context.loop().execute(nextRevision == 0 ? this::findNow : this::open);
    }

    /**
     * 'From now on' is fixed once, because otherwise a stream that breaks before its first answer would leave
     * a gap.
     */
    private void findNow() {
        Call read = Call.newBuilder()
                .setListLeases(ListLeasesRequest.newBuilder().setPrefix(prefix).setPageSize(1))
                .build();
        long changes = context.router().cluster().changes();
        context.continueInLoop(context.call(read::toBuilder), (reply, failure) -> {
            if (failure == null && changes != context.router().cluster().changes()) {
                findNow(); // A revision of the cluster before, and the stream would be bound to the present one.
            } else if (failure == null) {
                nextRevision = reply.getListLeases().getRevision() + 1;
                resumable = true;
                open();
            } else {
                end(failure);
            }
        });
    }

    private void open() {
        if (closed) {
            return;
        }
        if (failed.size() >= context.router().size()) {
            failed.clear();
        }
        Node node = context.router().pick(failed);
        failed.add(node);
        attempts++;
        WatchRequest request = WatchRequest.newBuilder()
                .setPrefix(prefix)
                .setFromRevision(nextRevision)
                .build();
        cluster = cluster == null ? context.router().cluster().copy() : cluster;
        ArbiterGrpc.newStub(node.channel(cluster))
                .withExecutor(context.workers())
                .watch(request, new Events(node));
    }

    private void broken(Node node, Throwable cause) {
        if (closed) {
            return;
        }
        CallFailedException failure = FailureReader.read(cause).from(node.address());
        if (node.refusedAsStray(failure)) {
            openLater();
            return;
        }
        boolean hopeless =
                failure.isUnauthenticated() && failed.size() >= context.router().size();
        boolean again =
                failure.fate() != Fate.REFUSED && !hopeless || RESUMABLE.contains(failure.reason()) && resumable;
        if (!again) {
            end(failure);
            return;
        }
        if (failure.fate() != Fate.REFUSED) {
            node.failed(); // A node that refuses this watch serves other calls.
        }
        long resumesAt = nextRevision;
        LOG.info(
                "watch of '{}' resumes at revision {} after {} failed: {}",
                prefix,
                resumesAt,
                node.address(),
                failure.getMessage());
        tell(() -> listener.onInterrupted(ExceptionMapper.map(failure, false), resumesAt), this::openLater);
    }

    private void openLater() {
        context.loop().schedule(this::open, context.retries().backoff().nanos(attempts, false));
    }

    private void end(Throwable failure) {
        if (!closed) {
            close();
            RuntimeException told = ExceptionMapper.map(failure, false);
            tell(() -> listener.onClosed((ArbiterException) told), () -> {});
        }
    }

    /**
     * Reports on the watch, as events are: on a thread of its own, and before anything that comes later. A listener
     * that throws does not hold it up.
     *
     * @param next follows in the loop when the listener is done
     */
    private void tell(Runnable news, Runnable next) {
        context.workers().execute(() -> {
            try {
                news.run();
            } catch (RuntimeException e) {
                LOG.warn("the listener of the watch of '{}' failed", prefix, e);
            }
            context.loop().execute(next);
        });
    }

    @Override
    public long revision() {
        return revision;
    }

    @Override
    public void close() {
        closed = true;
        onEnd.accept(this);
        context.loop().execute(() -> {
            if (stream != null) {
                stream.cancel("the watch was closed", null);
            }
        });
    }

    /** One stream. The next answer is asked for when the listener is done with this one. */
    private final class Events implements ClientResponseObserver<WatchRequest, WatchResponse> {
        private final Node node;
        private ClientCallStreamObserver<WatchRequest> calls;

        Events(Node node) {
            this.node = node;
        }

        @Override
        public void beforeStart(ClientCallStreamObserver<WatchRequest> started) {
            calls = started;
            stream = started;
            calls.disableAutoRequestWithInitial(1);
        }

        @Override
        public void onNext(WatchResponse answer) {
            // A node may repeat what an earlier one reported before it failed.
            List<Event> fresh = answer.getEventsList().stream()
                    .filter(event -> event.getRevision() >= nextRevision)
                    .toList();
            // Without news too: that a node answers again ends an interruption. One that lags behind says nothing.
            if (!closed && answer.getRevision() >= nextRevision - 1) {
                tell(fresh, answer.getRevision());
            }
            calls.request(1);
        }

        private void tell(List<Event> fresh, long upTo) {
            try {
                listener.onEvents(fresh, upTo);
            } catch (RuntimeException e) {
                LOG.warn("the listener of the watch of '{}' failed at revision {}", prefix, upTo, e);
            }
            revision = upTo;
            nextRevision = upTo + 1;
            context.loop().execute(() -> {
                node.answered(cluster);
                attempts = 0;
                resumable = true;
                failed.clear();
            });
        }

        @Override
        public void onError(Throwable cause) {
            context.loop().execute(() -> broken(node, cause));
        }

        @Override
        public void onCompleted() {
            onError(io.grpc.Status.UNAVAILABLE
                    .withDescription("the node ended the watch")
                    .asRuntimeException());
        }
    }
}
