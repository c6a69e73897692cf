package io.arbiter.client.internal.request;

import io.arbiter.client.ArbiterException;
import io.arbiter.client.internal.context.ClientContext;
import io.arbiter.client.internal.context.ExceptionMapper;
import io.arbiter.client.internal.transport.CallFailedException;
import io.arbiter.client.internal.transport.FailureReader;
import io.arbiter.client.internal.transport.Fate;
import io.arbiter.client.internal.transport.Node;
import io.arbiter.v1.ArbiterGrpc;
import io.arbiter.v1.SaveSnapshotRequest;
import io.arbiter.v1.SaveSnapshotResponse;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The parts of a backup, as one node sends them, no faster than they are taken. Until the first part has come another
 * node is tried; afterwards a failure is the end, because two nodes send backups of different moments. For one thread.
 */
public final class SnapshotDownload implements AutoCloseable {
    private final ClientContext context;
    private final SaveSnapshotRequest request;
    /** A part, why there are no more, or that it was all; few, because each part is asked for. */
    private final BlockingQueue<Object> received = new LinkedBlockingQueue<>();

    private final Set<Node> tried = new HashSet<>();
    private ClientCallStreamObserver<SaveSnapshotRequest> stream;
    private int attempts;
    private boolean closed;

    private enum End {
        COMPLETE
    }

    private SnapshotDownload(ClientContext context, SaveSnapshotRequest request) {
        this.context = context;
        this.request = request;
    }

    public static SnapshotDownload start(ClientContext context, SaveSnapshotRequest request) {
        var download = new SnapshotDownload(context, request);
        context.loop().execute(download::open);
        return download;
    }

    /**
     * Waits for the next part.
     *
     * @return empty when the node has said all
     * @throws ArbiterException if there is none, or none within the limit
     * @throws InterruptedException if this thread was interrupted
     */
    public Optional<SaveSnapshotResponse> next(Duration limit) throws InterruptedException {
        Object next = received.poll(limit.toNanos(), TimeUnit.NANOSECONDS);
        if (next == null) {
            throw ExceptionMapper.map(
                    FailureReader.read(Status.DEADLINE_EXCEEDED
                            .withDescription("no part of the backup came within " + limit)
                            .asRuntimeException()),
                    false);
        }
        if (next instanceof CallFailedException failure) {
            throw ExceptionMapper.map(failure, false);
        }
        if (next == End.COMPLETE) {
            return Optional.empty();
        }
        context.loop().execute(() -> stream.request(1));
        return Optional.of((SaveSnapshotResponse) next);
    }

    private void open() {
        if (closed) {
            return;
        }
        if (tried.size() >= context.router().size()) {
            tried.clear();
        }
        Node node = context.router().pick(tried);
        tried.add(node);
        attempts++;
        ArbiterGrpc.newStub(node.channel()).withExecutor(context.workers()).saveSnapshot(request, new Parts(node));
    }

    private void failed(CallFailedException failure, boolean begun) {
        if (begun || failure.fate() == Fate.REFUSED) {
            received.add(failure);
        } else {
            context.loop().schedule(this::open, context.retries().backoff().nanos(attempts, false));
        }
    }

    @Override
    public void close() {
        context.loop().execute(() -> {
            closed = true;
            if (stream != null) {
                stream.cancel("the backup is not wanted any more", null);
            }
        });
    }

    private final class Parts implements ClientResponseObserver<SaveSnapshotRequest, SaveSnapshotResponse> {
        private final Node node;
        private volatile boolean begun;

        Parts(Node node) {
            this.node = node;
        }

        @Override
        public void beforeStart(ClientCallStreamObserver<SaveSnapshotRequest> started) {
            stream = started;
            started.disableAutoRequestWithInitial(1);
        }

        @Override
        public void onNext(SaveSnapshotResponse part) {
            begun = true;
            received.add(part);
        }

        @Override
        public void onError(Throwable cause) {
            CallFailedException failure = FailureReader.read(cause).from(node.address());
            context.loop().execute(() -> failed(failure, begun));
        }

        @Override
        public void onCompleted() {
            if (begun) {
                received.add(End.COMPLETE);
            } else {
                onError(new StatusRuntimeException(Status.UNAVAILABLE.withDescription("the node sent nothing")));
            }
        }
    }
}
