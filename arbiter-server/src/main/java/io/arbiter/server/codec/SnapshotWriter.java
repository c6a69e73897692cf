package io.arbiter.server.codec;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import io.arbiter.core.machine.StateSnapshot;
import io.arbiter.core.machine.StateSnapshot.ResourceImage;
import io.arbiter.core.machine.StateSnapshot.SessionImage;
import io.arbiter.internal.v1.SnapshotChunk;
import io.arbiter.internal.v1.SnapshotFooter;
import io.arbiter.internal.v1.SnapshotFrame;
import io.arbiter.server.codec.auth.AuthEncoder;
import io.arbiter.server.codec.policy.PauseCodec;
import io.arbiter.server.codec.policy.PolicyCodec;
import io.arbiter.server.codec.policy.PromotionCodec;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Writes one image as header, chunks and footer. */
final class SnapshotWriter {
    /** A chunk is written once it has grown to this size. */
    private static final int CHUNK_BYTES = 256 << 10;

    private final FrameWriter frames;

    SnapshotWriter(FrameWriter frames) {
        this.frames = frames;
    }

    void write(StateSnapshot rest, Iterator<List<SessionImage>> sessions, Iterator<List<ResourceImage>> resources)
            throws IOException {
        frames.write(
                SnapshotFrame.newBuilder().setHeader(ImageEncoder.header(rest)).build());
        var footer = SnapshotFooter.newBuilder()
                .setSessions(writeAll(sessions, ImageEncoder::session, SnapshotChunk.Builder::addSessions))
                .setResources(writeAll(resources, ImageEncoder::resource, SnapshotChunk.Builder::addResources))
                .setEndings(writeAll(rest.endings(), ImageEncoder::ending, SnapshotChunk.Builder::addEndings))
                .setEndedSessions(writeAll(
                        rest.endedSessions(), ImageEncoder::endedSession, SnapshotChunk.Builder::addEndedSessions))
                .setEvents(writeAll(rest.events(), EventEncoder::encode, SnapshotChunk.Builder::addEvents))
                .setRoles(writeAll(
                        List.copyOf(rest.auth().roles().values()), AuthEncoder::role, SnapshotChunk.Builder::addRoles))
                .setBindings(writeAll(
                        List.copyOf(rest.auth().bindings()), AuthEncoder::binding, SnapshotChunk.Builder::addBindings))
                .setSigningKeys(writeAll(
                        rest.auth().keys().newestFirst(), AuthEncoder::key, SnapshotChunk.Builder::addSigningKeys))
                .setPolicies(writeAll(
                        List.copyOf(rest.policies().byScope().values()),
                        PolicyCodec::encode,
                        SnapshotChunk.Builder::addPolicies))
                .setPauses(writeAll(
                        List.copyOf(rest.pauses().byScope().values()),
                        PauseCodec::encode,
                        SnapshotChunk.Builder::addPauses))
                .setPromotions(writeAll(
                        rest.promotions().promotions(), PromotionCodec::encode, SnapshotChunk.Builder::addPromotions));
        footer.setSha256(ByteString.copyFrom(frames.digest()));
        frames.write(SnapshotFrame.newBuilder().setFooter(footer).build());
        frames.flush();
    }

    private <T, P extends MessageLite> long writeAll(
            List<T> parts, Function<T, P> encode, BiConsumer<SnapshotChunk.Builder, P> add) throws IOException {
        return writeAll(List.of(parts).iterator(), encode, add);
    }

    /** Returns the number of parts written. */
    private <T, P extends MessageLite> long writeAll(
            Iterator<List<T>> portions, Function<T, P> encode, BiConsumer<SnapshotChunk.Builder, P> add)
            throws IOException {
        var chunk = SnapshotChunk.newBuilder();
        long count = 0;
        int bytes = 0;
        while (portions.hasNext()) {
            for (T part : portions.next()) {
                P proto = encode.apply(part);
                add.accept(chunk, proto);
                count++;
                bytes += proto.getSerializedSize();
                if (bytes >= CHUNK_BYTES) {
                    writeAndClear(chunk);
                    bytes = 0;
                }
            }
        }
        if (bytes > 0) {
            writeAndClear(chunk);
        }
        return count;
    }

    private void writeAndClear(SnapshotChunk.Builder chunk) throws IOException {
        frames.write(SnapshotFrame.newBuilder().setChunk(chunk).build());
        chunk.clear();
    }
}
