package io.arbiter.cli;

import com.google.protobuf.ByteString;
import io.arbiter.v1.SaveSnapshotResponse;
import io.arbiter.v1.SnapshotEnd;
import io.arbiter.v1.SnapshotInfo;
import io.grpc.stub.StreamObserver;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.stream.IntStream;

/** Sends a backup of five bytes, whole or not. */
final class FakeSnapshots {
    private static final int CHUNKS = 5;

    /** Another byte comes than the one that is counted. */
    volatile boolean flipsABit;
    /** The stream is completed without an end. */
    volatile boolean endsEarly;

    void send(StreamObserver<SaveSnapshotResponse> to) {
        to.onNext(SaveSnapshotResponse.newBuilder()
                .setInfo(SnapshotInfo.newBuilder()
                        .setFormat(1)
                        .setCluster("prod")
                        .setClusterId("c0ffee")
                        .setNode("us-east")
                        .setRevision(104)
                        .setTerm(3)
                        .setTakenWallMillis(1_780_000_000_000L)
                        .setRelease("0.1.0")
                        .setStateFormat(8)
                        .setLastToken(8))
                .build());
        IntStream.range(0, CHUNKS).forEach(i -> to.onNext(chunk((byte) (flipsABit && i == 2 ? i ^ 1 : i))));
        if (!endsEarly) {
            to.onNext(SaveSnapshotResponse.newBuilder()
                    .setEnd(SnapshotEnd.newBuilder().setBytes(CHUNKS).setSha256(digest()))
                    .build());
        }
        to.onCompleted();
    }

    private static SaveSnapshotResponse chunk(byte content) {
        return SaveSnapshotResponse.newBuilder()
                .setChunk(ByteString.copyFrom(new byte[] {content}))
                .build();
    }

    private static ByteString digest() {
        try {
            return ByteString.copyFrom(MessageDigest.getInstance("SHA-256").digest(new byte[] {0, 1, 2, 3, 4}));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
