package io.arbiter.server.codec;

import io.arbiter.internal.v1.SnapshotFrame;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.zip.CRC32C;

/** Writes frames: length, CRC-32C of length and payload, payload; and keeps the digest of all frames before. */
final class FrameWriter {
    private final MessageDigest digest;
    private final DataOutputStream out;

    FrameWriter(OutputStream out) throws IOException {
        this.digest = Frames.sha256();
        this.out = new DataOutputStream(new DigestOutputStream(out, digest));
        this.out.write(Frames.magic());
    }

    void write(SnapshotFrame frame) throws IOException {
        byte[] payload = frame.toByteArray();
        if (payload.length > Frames.MAX_BYTES) {
            throw new IOException(
                    "a snapshot frame of " + payload.length + " bytes, expected at most " + Frames.MAX_BYTES);
        }
        CRC32C crc = Frames.crc(payload.length, payload);
        out.writeInt(payload.length);
        out.writeInt((int) crc.getValue());
        out.write(payload);
    }

    /** SHA-256 of every byte so far; ends the count. */
    byte[] digest() throws IOException {
        out.flush();
        return digest.digest();
    }

    void flush() throws IOException {
        out.flush();
    }
}
