package io.arbiter.server.storage;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The place where a record of a log segment would lie.
 *
 * @param bytes the start of its bytes, after the length
 * @param length of its bytes; -1 if the length itself makes no sense
 */
record LogRecord(byte[] file, int start, int bytes, int length) {
    static final int CHECKSUM_BYTES = 4;
    /** Also the library's limit; a longer record is damage. */
    private static final int MAX_BYTES = 4 * 1024 * 1024;

    private static final long NO_NUMBER = -1;
    private static final byte TERM_TAG = 0x08;
    private static final byte INDEX_TAG = 0x10;

    static LogRecord at(byte[] file, int start) {
        int length = 0;
        for (int i = 0; i < 4 && start + i < file.length; i++) {
            length |= (file[start + i] & 0x7f) << (7 * i);
            if (file[start + i] >= 0) {
                return new LogRecord(file, start, start + i + 1, length <= MAX_BYTES ? length : -1);
            }
        }
        boolean cut = start + 4 > file.length;
        return new LogRecord(file, start, file.length, cut ? MAX_BYTES : -1);
    }

    int end() {
        return bytes + length + CHECKSUM_BYTES;
    }

    boolean isIntact() {
        if (length < 0 || end() > file.length) {
            return false;
        }
        CRC32C checksum = new CRC32C();
        checksum.update(file, start, end() - CHECKSUM_BYTES - start);
        return (int) checksum.getValue() == ByteBuffer.wrap(file).getInt(end() - CHECKSUM_BYTES);
    }

    boolean beginsLikeAnEntry() {
        return length > 0 && end() <= file.length && file[bytes] == TERM_TAG;
    }

    /** The term of an intact record; negative if it is none. */
    long term() {
        return bytes < dataEnd() && file[bytes] == TERM_TAG ? varint(bytes + 1) : 0;
    }

    /** The index of an intact record; an index of 0 is not written. Negative if it is none. */
    long index() {
        if (term() < 0) {
            return NO_NUMBER;
        }
        int at = bytes;
        if (at < dataEnd() && file[at] == TERM_TAG) {
            do {
                at++;
            } while (file[at] < 0);
            at++;
        }
        return at < dataEnd() && file[at] == INDEX_TAG ? varint(at + 1) : 0;
    }

    private int dataEnd() {
        return bytes + length;
    }

    private long varint(int at) {
        long value = 0;
        for (int i = 0; i < 10 && at + i < dataEnd(); i++) {
            value |= (long) (file[at + i] & 0x7f) << (7 * i);
            if (file[at + i] >= 0) {
                return value;
            }
        }
        return NO_NUMBER;
    }
}
