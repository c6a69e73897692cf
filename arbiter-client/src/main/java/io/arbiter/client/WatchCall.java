package io.arbiter.client;

import io.arbiter.client.transport.CallFailedException;
import io.arbiter.client.transport.Failures;
import io.arbiter.client.transport.Fate;
import io.arbiter.client.transport.Node;
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
 * A watch over as many streams as it takes: each resumes at the revision after the last one told, on another
 * node if the last one failed. Confined to the loop, but for the listener, which is called by the stream's
 * thread.
 */
final class WatchCall implements Watch {
    private static final Logger LOG = LoggerFactory.getLogger(WatchCall.class);
    /** Ends one stream, not the watch. */
    private static final Set<String> RESUMABLE = Set.of("WATCHER_TOO_SLOW", "REVISION_AHEAD");

    private final Parts parts;
    private final String prefix;
    private final WatchListener listener;
    private final Consumer<WatchCall> onEnd;
    private final Set<Node> failed = new HashSet<>();
    private ClientCallStreamObserver<WatchRequest> stream;
    private int attempts;
    /** Whether {@link #nextRevision} is known to exist, and a node that lacks it only lags. */
    private boolean resumable;
    /** The last revision told. Written by one stream's thread at a time. */
    private volatile long revision;
    private volatile long nextRevision;
    private volatile boolean closed;

    WatchCall(Parts parts, String prefix, long fromRevision, WatchListener listener,
            Consumer<WatchCall> onEnd) {
        if (fromRevision < 0) {
            throw new IllegalArgumentException("fromRevision is " + fromRevision
                    + ", expected 0 or a revision");
        }
        this.parts = parts;
        this.prefix = prefix;
        this.nextRevision = fromRevision;
        this.listener = listener;
        this.onEnd = onEnd;
    }

    void start() {
        parts.loop().execute(nextRevision == 0 ? this::findNow : this::open);
    }

    /** 'From now on' is fixed once, or a stream that breaks before its first answer would leave a gap. */
    private void findNow() {
        Call read = Call.newBuilder().setListLeases(
                ListLeasesRequest.newBuilder().setPrefix(prefix).setPageSize(1)).build();
        parts.then(parts.call(read::toBuilder), (reply, failure) -> {
            if (failure == null) {
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
        if (failed.size() >= parts.router().size()) {
            failed.clear();
        }
        Node node = parts.router().pick(failed);
        failed.add(node);
        attempts++;
        WatchRequest request = WatchRequest.newBuilder().setPrefix(prefix).setFromRevision(nextRevision)
                .build();
        ArbiterGrpc.newStub(node.channel()).withExecutor(parts.watchers()).watch(request, new Events(node));
    }

    private void broken(Node node, Throwable cause) {
        if (closed) {
            return;
        }
        CallFailedException failure = Failures.of(cause);
        boolean again = failure.fate() != Fate.REFUSED || RESUMABLE.contains(failure.reason()) && resumable;
        if (!again) {
            end(failure);
            return;
        }
        node.failed();
        LOG.info("watch of '{}' resumes at revision {} after {} failed: {}", prefix, nextRevision,
                node.address(),
                failure.getMessage());
        parts.loop().schedule(this::open, parts.retries().backoff().nanos(attempts, false));
    }

    private void end(Throwable failure) {
        if (!closed) {
            close();
            RuntimeException told = Errors.of(failure, false);
            parts.callbacks().execute(() -> listener.ended((ArbiterException) told));
        }
    }

    @Override
    public long revision() {
        return revision;
    }

    @Override
    public void close() {
        closed = true;
        onEnd.accept(this);
        parts.loop().execute(() -> {
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
            // A node may repeat what an earlier one told before it failed.
            List<Event> fresh = answer.getEventsList().stream()
                    .filter(event -> event.getRevision() >= nextRevision).toList();
            if (!closed && answer.getRevision() >= nextRevision) {
                tell(fresh, answer.getRevision());
            }
            calls.request(1);
        }

        private void tell(List<Event> fresh, long upTo) {
            try {
                listener.happened(fresh, upTo);
            } catch (RuntimeException e) {
                LOG.warn("the listener of the watch of '{}' failed at revision {}", prefix, upTo, e);
            }
            revision = upTo;
            nextRevision = upTo + 1;
            parts.loop().execute(() -> {
                attempts = 0;
                resumable = true;
                failed.clear();
            });
        }

        @Override
        public void onError(Throwable cause) {
            parts.loop().execute(() -> broken(node, cause));
        }

        @Override
        public void onCompleted() {
            onError(io.grpc.Status.UNAVAILABLE.withDescription("the node ended the watch")
                    .asRuntimeException());
        }
    }
}
