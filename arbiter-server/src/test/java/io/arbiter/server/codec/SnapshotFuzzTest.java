package io.arbiter.server.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.arbiter.core.expiry.ExpiryTracker;
import io.arbiter.core.machine.LeaseMachine;
import io.arbiter.core.machine.Limits;
import io.arbiter.core.machine.StateSnapshot;
import io.arbiter.internal.v1.SnapshotChunk;
import io.arbiter.internal.v1.SnapshotFooter;
import io.arbiter.internal.v1.SnapshotFrame;
import io.arbiter.server.testing.RandomCommands;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes are an image or a damaged snapshot, also those whose every checksum is right. */
class SnapshotFuzzTest {
    private static final Limits LIMITS = new Limits(1_000, 1_000, 100, 100, 30, 20, 50);

    static Stream<byte[]> snapshots() {
        return images().map(SnapshotFuzzTest::bytes);
    }

    /** The frames before the footer, each behind its length in two bytes; the checksums are made. */
    static Stream<byte[]> parts() {
        return images().map(SnapshotFuzzTest::partsOf);
    }

    private static Stream<StateSnapshot> images() {
        return Stream.of(0, 1, 5, 20, 60, 200).map(commands -> {
            LeaseMachine machine = machine();
            var random = new RandomCommands(commands);
            for (int i = 1; i <= commands; i++) {
                machine.apply(i, i * 3L, random.next());
            }
            return machine.image();
        });
    }

    @MethodSource("snapshots")
    @FuzzTest
    void read(byte[] bytes) throws IOException {
        readOrRefuse(bytes);
    }

    @MethodSource("parts")
    @FuzzTest
    void readWithRightChecksums(byte[] parts) throws IOException {
        readOrRefuse(assembled(parts));
    }

    private static void readOrRefuse(byte[] bytes) throws IOException {
        try {
            StateSnapshot image = SnapshotCodec.read(new ByteArrayInputStream(bytes));
            assertThat(SnapshotCodec.read(new ByteArrayInputStream(bytes(image))))
                    .isEqualTo(image);
            machine().restore(image);
        } catch (DamagedSnapshotException refused) {
            assertThat(refused.getMessage()).isNotBlank();
        }
    }

    private static LeaseMachine machine() {
        return new LeaseMachine(LIMITS, new ExpiryTracker(() -> 0, Duration.ZERO));
    }

    private static byte[] assembled(byte[] parts) throws IOException {
        var out = new ByteArrayOutputStream();
        var writer = new FrameWriter(out);
        var all = SnapshotChunk.newBuilder();
        var in = new ByteArrayInputStream(parts);
        while (in.available() > 0) {
            SnapshotFrame frame = frame(in.readNBytes(in.read() << 8 | Math.max(0, in.read())));
            all.mergeFrom(frame.getChunk());
            writer.write(frame);
        }
        byte[] digest = writer.digest();
        var footer = SnapshotFooter.newBuilder()
                .setSha256(ByteString.copyFrom(digest))
                .setSessions(all.getSessionsCount())
                .setResources(all.getResourcesCount())
                .setEndings(all.getEndingsCount())
                .setEndedSessions(all.getEndedSessionsCount())
                .setEvents(all.getEventsCount());
        writer.write(SnapshotFrame.newBuilder().setFooter(footer).build());
        writer.flush();
        return out.toByteArray();
    }

    private static SnapshotFrame frame(byte[] payload) {
        try {
            return SnapshotFrame.parseFrom(payload);
        } catch (InvalidProtocolBufferException unreadable) {
            return SnapshotFrame.getDefaultInstance();
        }
    }

    private static byte[] bytes(StateSnapshot image) {
        try {
            var out = new ByteArrayOutputStream();
            SnapshotCodec.write(image, out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] partsOf(StateSnapshot image) {
        try {
            var frames = new FrameReader(new ByteArrayInputStream(bytes(image)));
            var out = new ByteArrayOutputStream();
            for (SnapshotFrame frame = frames.read(); !frame.hasFooter(); frame = frames.read()) {
                out.writeBytes(new byte[] {(byte) (frame.getSerializedSize() >> 8), (byte) frame.getSerializedSize()});
                frame.writeTo(out);
            }
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
