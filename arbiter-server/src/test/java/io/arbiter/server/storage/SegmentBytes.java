package io.arbiter.server.storage;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.CRC32C;

/** A log segment as the library writes it, with entries of any size. */
final class SegmentBytes {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Random random;
    private long next;

    SegmentBytes(long first, long seed) {
        next = first;
        random = new Random(seed);
        out.writeBytes("RaftLog1".getBytes(StandardCharsets.US_ASCII));
    }

    SegmentBytes entry(long term, int size) {
        var body = new ByteArrayOutputStream();
        body.write(0x08);
        varint(body, term);
        if (next > 0) {
            body.write(0x10);
            varint(body, next);
        }
        byte[] data = new byte[size];
        random.nextBytes(data);
        body.write(0x22);
        varint(body, size);
        body.writeBytes(data);
        var record = new ByteArrayOutputStream();
        varint(record, body.size());
        record.writeBytes(body.toByteArray());
        CRC32C checksum = new CRC32C();
        checksum.update(record.toByteArray());
        record.writeBytes(
                ByteBuffer.allocate(4).putInt((int) checksum.getValue()).array());
        out.writeBytes(record.toByteArray());
        next++;
        return this;
    }

    private static void varint(ByteArrayOutputStream to, long value) {
        long rest = value;
        while (rest >= 0x80) {
            to.write((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        to.write((int) rest);
    }

    int length() {
        return out.size();
    }

    /** The segment's bytes, with zeros after them up to the length. */
    byte[] bytes(int length) {
        return ByteBuffer.allocate(Math.max(length, out.size()))
                .put(out.toByteArray())
                .array();
    }
}
