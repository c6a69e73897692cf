package io.arbiter.server.codec;

import com.google.protobuf.InvalidProtocolBufferException;
import io.arbiter.internal.v1.SnapshotFrame;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Arrays;

/** Reads the bytes that {@link FrameWriter} wrote, and refuses any that differ in a bit. */
final class FrameReader {
    private final MessageDigest digest;
    private final DataInputStream in;
    private long frames;

    FrameReader(InputStream in) throws IOException {
        this.digest = Frames.sha256();
        this.in = new DataInputStream(new DigestInputStream(in, digest));
        if (!Arrays.equals(Frames.magic(), bytes(Frames.magic().length))) {
            throw new DamagedSnapshotException("this is not an Arbiter snapshot: it does not begin with ARBSNAP1");
        }
    }

    SnapshotFrame read() throws IOException {
        byte[] head = bytes(2 * Integer.BYTES);
        var numbers = ByteBuffer.wrap(head);
        int length = numbers.getInt();
        int crc = numbers.getInt();
        if (length < 0 || length > Frames.MAX_BYTES) {
            throw new DamagedSnapshotException(
                    "frame " + frames + " claims " + length + " bytes, expected at most " + Frames.MAX_BYTES);
        }
        byte[] payload = bytes(length);
        if ((int) Frames.crc(length, payload).getValue() != crc) {
            throw new DamagedSnapshotException("frame " + frames + " does not match its checksum");
        }
        return parse(payload);
    }

    private SnapshotFrame parse(byte[] payload) throws DamagedSnapshotException {
        try {
            SnapshotFrame frame = SnapshotFrame.parseFrom(payload);
            frames++;
            return frame;
        } catch (InvalidProtocolBufferException e) {
            throw new DamagedSnapshotException("frame " + frames + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** SHA-256 of every byte so far, without ending the count. */
    byte[] digest() {
        try {
            return ((MessageDigest) digest.clone()).digest();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the platform's SHA-256 cannot be copied", e);
        }
    }

    void requireEnd() throws IOException {
        if (in.read() >= 0) {
            throw new DamagedSnapshotException("bytes after the end of the snapshot");
        }
    }

    private byte[] bytes(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new DamagedSnapshotException(
                    "the snapshot is cut off after " + frames + " frames", new EOFException());
        }
        return bytes;
    }
}
