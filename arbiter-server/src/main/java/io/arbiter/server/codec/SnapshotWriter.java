package io.arbiter.server.codec;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import io.arbiter.core.machine.StateImage;
import io.arbiter.internal.v1.SnapshotChunk;
import io.arbiter.internal.v1.SnapshotFooter;
import io.arbiter.internal.v1.SnapshotFrame;
import java.io.IOException;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Writes one image as header, chunks and footer. */
final class SnapshotWriter {
    /** A chunk is sent off once it has grown to this. */
    private static final int CHUNK_BYTES = 256 << 10;

    private final FrameWriter frames;

    SnapshotWriter(FrameWriter frames) {
        this.frames = frames;
    }

    void write(StateImage image) throws IOException {
        frames.write(SnapshotFrame.newBuilder().setHeader(ImageEncoder.header(image)).build());
        writeAll(image.sessions(), ImageEncoder::session, SnapshotChunk.Builder::addSessions);
        writeAll(image.resources(), ImageEncoder::resource, SnapshotChunk.Builder::addResources);
        writeAll(image.endings(), ImageEncoder::ending, SnapshotChunk.Builder::addEndings);
        writeAll(image.endedSessions(), ImageEncoder::endedSession, SnapshotChunk.Builder::addEndedSessions);
        writeAll(image.events(), EventEncoder::encode, SnapshotChunk.Builder::addEvents);
        SnapshotFooter footer = footer(image).setSha256(ByteString.copyFrom(frames.digest())).build();
        frames.write(SnapshotFrame.newBuilder().setFooter(footer).build());
        frames.flush();
    }

    private <T, P extends MessageLite> void writeAll(List<T> parts, Function<T, P> encode,
            BiConsumer<SnapshotChunk.Builder, P> add) throws IOException {
        var chunk = SnapshotChunk.newBuilder();
        int bytes = 0;
        for (T part : parts) {
            P proto = encode.apply(part);
            add.accept(chunk, proto);
            bytes += proto.getSerializedSize();
            if (bytes >= CHUNK_BYTES) {
                frames.write(SnapshotFrame.newBuilder().setChunk(chunk).build());
                chunk.clear();
                bytes = 0;
            }
        }
        if (bytes > 0) {
            frames.write(SnapshotFrame.newBuilder().setChunk(chunk).build());
        }
    }

    private static SnapshotFooter.Builder footer(StateImage image) {
        return SnapshotFooter.newBuilder()
                .setSessions(image.sessions().size())
                .setResources(image.resources().size())
                .setEndings(image.endings().size())
                .setEndedSessions(image.endedSessions().size())
                .setEvents(image.events().size());
    }
}
