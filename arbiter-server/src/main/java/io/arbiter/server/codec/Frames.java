package io.arbiter.server.codec;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.zip.CRC32C;

/** The format that the writer and the reader of frames share. */
final class Frames {
    /** Far above the size of a chunk, far below a size that would hurt. */
    static final int MAX_BYTES = 16 << 20;

    private static final byte[] MAGIC = "ARBSNAP1".getBytes(StandardCharsets.US_ASCII);

    private Frames() {}

    static byte[] magic() {
        return MAGIC.clone();
    }

    static CRC32C crc(int length, byte[] payload) {
        var crc = new CRC32C();
        crc.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, length));
        crc.update(payload);
        return crc;
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
