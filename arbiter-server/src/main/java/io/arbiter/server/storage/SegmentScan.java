package io.arbiter.server.storage;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * Reads an open log segment as the library writes it (version 1): the header {@code RaftLog1}, then records of a
 * varint length, that many bytes, and the CRC-32C of both, big-endian; then zeros, if space was preallocated.
 *
 * @param position where the first record that cannot be read begins; the file's end if there is none
 * @param finding for people: what is there
 */
record SegmentScan(Verdict verdict, long position, String finding) {
    /** Also the library's limit; a longer one is damage. */
    private static final int MAX_RECORD_BYTES = 4 * 1024 * 1024;
    private static final byte[] HEADER = "RaftLog1".getBytes(StandardCharsets.US_ASCII);
    /** Disks write whole sectors. */
    private static final int SECTOR_BYTES = 512;
    private static final int CHECKSUM_BYTES = 4;
    /** A record's bytes begin with the tag of the entry's term. */
    private static final byte FIRST_TAG = 0x08;

    /** What to do with the segment. */
    enum Verdict {
        /** The library reads it. */
        CLEAN,
        /** Cut it at the position. */
        TORN,
        /** Refuse it. */
        DAMAGED
    }

    static SegmentScan of(byte[] file) {
        if (file.length < HEADER.length || !startsWithHeader(file)) {
            return header(file);
        }
        int position = HEADER.length;
        while (position < file.length && file[position] != 0) {
            Frame frame = Frame.at(file, position);
            if (!frame.isIntact()) {
                return broken(file, frame);
            }
            position = frame.end();
        }
        return zerosFrom(file, position)
                ? new SegmentScan(Verdict.CLEAN, file.length, "clean")
                : new SegmentScan(Verdict.DAMAGED, position, "a hole, with data after it");
    }

    private static boolean startsWithHeader(byte[] file) {
        return Arrays.equals(file, 0, HEADER.length, HEADER, 0, HEADER.length);
    }

    /** A segment that was just begun may hold a part of the header; the library starts it over. */
    private static SegmentScan header(byte[] file) {
        int match = Arrays.mismatch(file, 0, Math.min(file.length, HEADER.length), HEADER, 0, HEADER.length);
        boolean begun = match < 0 || zerosFrom(file, match);
        return begun ? new SegmentScan(Verdict.CLEAN, file.length, "just begun")
                : new SegmentScan(Verdict.DAMAGED, 0, "this is not a log segment");
    }

    private static SegmentScan broken(byte[] file, Frame frame) {
        if (frame.length() < 0) {
            return new SegmentScan(Verdict.DAMAGED, frame.start(), "no record is that long");
        }
        if (intactRecordAfter(file, frame.start())) {
            return new SegmentScan(Verdict.DAMAGED, frame.start(), "a broken record, with intact ones after it");
        }
        if (frame.end() > file.length) {
            return new SegmentScan(Verdict.CLEAN, file.length, "the file ends within the last record");
        }
        if (!zerosFrom(file, frame.end())) {
            return new SegmentScan(Verdict.DAMAGED, frame.start(), "a broken record, with data after it");
        }
        return endIsMissing(file, frame)
                ? new SegmentScan(Verdict.TORN, frame.start(), "the end of the last record is missing")
                : new SegmentScan(Verdict.DAMAGED, frame.start(), "the last record is complete, but its checksum is "
                        + "wrong");
    }

    /** Zeros over the whole checksum, or from a sector's beginning on: a chance of 1 in 2^32 for a whole record. */
    private static boolean endIsMissing(byte[] file, Frame frame) {
        int zeros = frame.end();
        while (zeros > frame.start() && file[zeros - 1] == 0) {
            zeros--;
        }
        int sector = (zeros + SECTOR_BYTES - 1) / SECTOR_BYTES * SECTOR_BYTES;
        return zeros <= frame.end() - CHECKSUM_BYTES || sector < frame.end();
    }

    /** Finds out a damaged length, which would hide everything behind it. */
    private static boolean intactRecordAfter(byte[] file, int start) {
        for (int position = start + 1; position < file.length - CHECKSUM_BYTES; position++) {
            if (file[position] != 0) {
                Frame frame = Frame.at(file, position);
                if (frame.length() > 0 && frame.end() <= file.length && file[frame.bytes()] == FIRST_TAG
                        && frame.isIntact()) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean zerosFrom(byte[] file, int from) {
        for (int i = from; i < file.length; i++) {
            if (file[i] != 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * Where a record would lie.
     *
     * @param bytes where its bytes begin, after the length
     * @param length of its bytes; -1 if the length itself makes no sense
     */
    private record Frame(byte[] file, int start, int bytes, int length) {
        static Frame at(byte[] file, int start) {
            int length = 0;
            for (int i = 0; i < 4 && start + i < file.length; i++) {
                length |= (file[start + i] & 0x7f) << (7 * i);
                if (file[start + i] >= 0) {
                    return new Frame(file, start, start + i + 1, length <= MAX_RECORD_BYTES ? length : -1);
                }
            }
            boolean cut = start + 4 > file.length;
            return new Frame(file, start, file.length, cut ? MAX_RECORD_BYTES : -1);
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
    }
}
