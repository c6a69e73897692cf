package io.arbiter.server.service.grpc.snapshot;

import static io.arbiter.testsupport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.arbiter.core.command.RecordValue;
import io.arbiter.core.machine.StateSnapshot;
import io.arbiter.server.backup.Backup;
import io.arbiter.server.memory.MemoryCluster;
import io.arbiter.server.testing.Requests;
import io.arbiter.server.testing.TestNode;
import io.arbiter.v1.ArbiterGrpc;
import io.arbiter.v1.PutRecordRequest;
import io.arbiter.v1.SaveSnapshotRequest;
import io.arbiter.v1.SaveSnapshotResponse;
import io.arbiter.v1.SnapshotEnd;
import io.arbiter.v1.SnapshotInfo;
import io.grpc.Context;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node sends a backup of itself while it goes on serving. */
class SnapshotSavesTest {
    private static final int MANY = 120;

    @TempDir
    private Path directory;

    private SnapshotInfo info;

    @Test
    void everyNodeHasAllThatWasAcknowledgedBefore() throws Exception {
        try (var cluster = new MemoryCluster();
                var first = new TestNode(cluster, "a");
                var second = new TestNode(cluster, "b")) {
            cluster.elect(first.log());
            long session = first.calls().openSession(Requests.openSession("c")).getSessionId();
            for (TestNode node : new TestNode[] {first, second}) {
                String resource = "orders/" + node.log().leadership().self();
                long token = first.calls()
                        .acquire(Requests.acquire(resource, session))
                        .getLease()
                        .getToken();
                Backup backup = save(node);
                assertThat(backup.file().info()).isEqualTo(info);
                assertThat(info.getNode()).isEqualTo(node.log().leadership().self());
                assertThat(info.getCluster()).isEqualTo("test");
                assertThat(info.getClusterId())
                        .isEqualTo(node.replica().clusterId().orElseThrow());
                assertThat(info.getLastToken()).isEqualTo(token);
                assertThat(leaseOf(backup.state(), resource)).isEqualTo(token);
            }
        }
    }

    /** The reader stops in the middle, and everything changes: what he gets then is as of before. */
    @Test
    void allOfItIsAsOfOneRevision() throws Exception {
        try (var cluster = new MemoryCluster();
                var node = new TestNode(cluster, "a")) {
            cluster.elect(node.log());
            long session = manyLeases(node);
            StateSnapshot then = node.replica().image();
            Iterator<SaveSnapshotResponse> parts = parts(node);
            Path file = directory.resolve("slow");
            try (OutputStream out = Files.newOutputStream(file)) {
                parts.next().getChunk().writeTo(out);
                parts.next().getChunk().writeTo(out);
                for (int i = 0; i < 100; i++) {
                    node.calls().acquire(Requests.acquire("later/" + i, session));
                }
                rest(parts, out);
            }
            assertThat(Backup.read(file).state()).isEqualTo(then);
        }
    }

    @Test
    void aSecondReaderIsTurnedAwayUntilTheFirstHasGone() throws Exception {
        try (var cluster = new MemoryCluster();
                var node = new TestNode(cluster, "a")) {
            cluster.elect(node.log());
            manyLeases(node);
            try (var reading = Context.current().withCancellation()) {
                reading.call(() -> parts(node).next());
                assertThatThrownBy(() -> save(node)).isInstanceOfSatisfying(StatusRuntimeException.class, refused -> {
                    assertThat(Requests.reason(refused)).isEqualTo("LIMIT_EXCEEDED");
                    assertThat(Requests.info(refused).getMetadataMap()).containsEntry("limit", "snapshots");
                });
            }
            await().atMost(PATIENCE).ignoreExceptions().until(() -> save(node).leases() == MANY);
        }
    }

    /** A snapshot of the log may come while a backup is being read, and neither waits for the other. */
    @Test
    void theLogsOwnSnapshotIsTakenMeanwhile() throws Exception {
        try (var cluster = new MemoryCluster();
                var node = new TestNode(cluster, "a")) {
            cluster.elect(node.log());
            manyLeases(node);
            Iterator<SaveSnapshotResponse> parts = parts(node);
            parts.next();
            var written = new AtomicBoolean();
            try (var own = node.replica().freeze()) {
                own.writeTo(OutputStream.nullOutputStream());
                written.set(true);
            }
            assertThat(written).isTrue();
            assertThat(rest(parts, OutputStream.nullOutputStream()).getBytes()).isPositive();
        }
    }

    @Test
    void anActorThatIsTooLongIsRefused() {
        try (var cluster = new MemoryCluster();
                var node = new TestNode(cluster, "a")) {
            cluster.elect(node.log());
            assertThatThrownBy(() -> node.calls()
                            .saveSnapshot(SaveSnapshotRequest.newBuilder()
                                    .setActor("x".repeat(257))
                                    .build())
                            .next())
                    .isInstanceOfSatisfying(
                            StatusRuntimeException.class,
                            refused -> assertThat(Requests.reason(refused)).isEqualTo("INVALID_REQUEST"));
        }
    }

    /** Some megabytes: more than the buffers on the way hold. */
    private static long manyLeases(TestNode node) {
        long session = node.calls().openSession(Requests.openSession("c")).getSessionId();
        for (int i = 0; i < MANY; i++) {
            long token = node.calls()
                    .acquire(Requests.acquire("orders/" + i, session))
                    .getLease()
                    .getToken();
            node.calls()
                    .putRecord(PutRecordRequest.newBuilder()
                            .setResource("orders/" + i)
                            .setSessionId(session)
                            .setToken(token)
                            .setSequence(1)
                            .setValue(ByteString.copyFrom(new byte[RecordValue.MAX_BYTES]))
                            .build());
        }
        return session;
    }

    private Backup save(TestNode node) throws IOException {
        Path file = Files.createTempFile(directory, "saved", "");
        Iterator<SaveSnapshotResponse> parts = parts(node);
        info = parts.next().getInfo();
        try (OutputStream out = Files.newOutputStream(file)) {
            SnapshotEnd end = rest(parts, out);
            out.flush();
            assertThat(end.getBytes()).isEqualTo(Files.size(file));
        }
        return Backup.read(file);
    }

    private static SnapshotEnd rest(Iterator<SaveSnapshotResponse> parts, OutputStream out) throws IOException {
        SaveSnapshotResponse part = parts.next();
        while (!part.hasEnd()) {
            part.getChunk().writeTo(out);
            part = parts.next();
        }
        assertThat(parts.hasNext()).isFalse();
        return part.getEnd();
    }

    private static Iterator<SaveSnapshotResponse> parts(TestNode node) {
        return ArbiterGrpc.newBlockingStub(node.channel())
                .withDeadlineAfter(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .saveSnapshot(SaveSnapshotRequest.newBuilder().setActor("test").build());
    }

    private static long leaseOf(StateSnapshot state, String resource) {
        return state.resources().stream()
                .filter(image -> image.name().equals(resource))
                .findFirst()
                .flatMap(image -> image.lease())
                .orElseThrow()
                .token();
    }
}
