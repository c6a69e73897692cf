package io.arbiter.server.service.grpc.snapshot;

import com.google.protobuf.ByteString;
import io.arbiter.server.failure.CallException;
import io.arbiter.server.failure.Reason;
import io.arbiter.v1.SaveSnapshotResponse;
import io.arbiter.v1.SnapshotEnd;
import io.arbiter.v1.SnapshotInfo;
import io.grpc.stub.ServerCallStreamObserver;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Bytes on their way to the reader of a backup: one chunk here and few in gRPC. The thread that writes waits for the
 * reader, and not for one that has gone or takes nothing. Used by one thread.
 */
final class ReaderStream extends OutputStream {
    private static final int CHUNK_BYTES = 64 << 10;

    private final ServerCallStreamObserver<SaveSnapshotResponse> out;
    private final Duration patience;
    private final Object changed = new Object();
    private final MessageDigest digest = sha256();
    private final byte[] chunk = new byte[CHUNK_BYTES];
    private int filled;
    private long sent;

    /** @param patience for how long a reader may take nothing */
    ReaderStream(ServerCallStreamObserver<SaveSnapshotResponse> out, Duration patience) {
        this.out = out;
        this.patience = patience;
        out.setOnReadyHandler(this::wake);
        out.setOnCancelHandler(this::wake);
    }

    private void wake() {
        synchronized (changed) {
            changed.notifyAll();
        }
    }

    void begin(SnapshotInfo info) {
        out.onNext(SaveSnapshotResponse.newBuilder().setInfo(info).build());
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        int next = from;
        while (next < from + count) {
            int part = Math.min(from + count - next, CHUNK_BYTES - filled);
            System.arraycopy(bytes, next, chunk, filled, part);
            filled += part;
            next += part;
            if (filled == CHUNK_BYTES) {
                send();
            }
        }
    }

    /** @throws IOException if the reader has gone */
    private void send() throws IOException {
        awaitReader();
        digest.update(chunk, 0, filled);
        sent += filled;
        out.onNext(SaveSnapshotResponse.newBuilder()
                .setChunk(ByteString.copyFrom(chunk, 0, filled))
                .build());
        filled = 0;
    }

    private void awaitReader() throws IOException {
        long begun = System.nanoTime();
        synchronized (changed) {
            while (!out.isReady()) {
                if (out.isCancelled()) {
                    throw new IOException("the reader has gone");
                }
                long left = patience.toNanos() - (System.nanoTime() - begun);
                if (left <= 0) {
                    throw new CallException(
                            Reason.SNAPSHOT_READER_TOO_SLOW,
                            "the reader of this backup took nothing for " + patience.toSeconds()
                                    + " s; what it has is no backup, begin again");
                }
                await(left);
            }
        }
    }

    private void await(long nanos) throws IOException {
        try {
            TimeUnit.NANOSECONDS.timedWait(changed, nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while a backup was sent", e);
        }
    }

    /** Sends the rest, and that it was all. */
    void complete() throws IOException {
        if (filled > 0) {
            send();
        }
        awaitReader();
        out.onNext(SaveSnapshotResponse.newBuilder()
                .setEnd(SnapshotEnd.newBuilder().setBytes(sent).setSha256(ByteString.copyFrom(digest.digest())))
                .build());
        out.onCompleted();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
