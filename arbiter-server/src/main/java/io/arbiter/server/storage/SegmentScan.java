package io.arbiter.server.storage;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Reads a log segment as the library writes it (version 1): the header {@code RaftLog1}, then records of a varint
 * length, that many bytes, and the CRC-32C of both, big-endian; then zeros, if space was preallocated.
 *
 * <p>After a power cut, the pages of records that were written and not synced have reached the disk in any order or not
 * at all, and where one did not there are zeros, because the library never writes over a place twice. So of several
 * records the first may lack its middle while the next ones are whole. Such a record is distinguished from damage by a
 * whole sector of zeros in it, or by the file's end within it: a record that was written in full has neither, but by a
 * chance of 1 in 256 where it reaches into a sector by one byte. A damaged record was perhaps acknowledged; a torn one
 * was not, as far as the disk keeps the data that it has acknowledged as synced. The {@link LowerBound} is an
 * independent check of that: at or below it nothing is called torn.
 *
 * @param position the start of the first record that cannot be read; the file's end if there is none
 * @param finding for people: the data found there
 * @param last the index of the last record before the position; the one before the segment's first if there is none
 * @param terms by the first index in each
 */
record SegmentScan(Verdict verdict, long position, String finding, long last, NavigableMap<Long, Long> terms) {
    private static final byte[] HEADER = "RaftLog1".getBytes(StandardCharsets.US_ASCII);
    static final int HEADER_BYTES = HEADER.length;
    /** Disks write whole sectors. */
    private static final int SECTOR_BYTES = 512;

    /** The action for the segment. */
    enum Verdict {
        /** The library reads it. */
        CLEAN,
        /** Cut it at the position. */
        TORN,
        /** Refuse it. */
        DAMAGED
    }

    /** @param first the first index of the segment */
    static SegmentScan of(byte[] file, long first) {
        return new Reader(file, first).scan();
    }

    /** 0 if the index is not in it. */
    long termOf(long index) {
        var term = terms.floorEntry(index);
        return index > last || term == null ? 0 : term.getValue();
    }

    private static final class Reader {
        private final byte[] file;
        private final NavigableMap<Long, Long> terms = new TreeMap<>();
        private long next;

        Reader(byte[] file, long first) {
            this.file = file;
            this.next = first;
        }

        SegmentScan scan() {
            if (file.length < HEADER.length || Arrays.mismatch(file, 0, HEADER.length, HEADER, 0, HEADER.length) >= 0) {
                return header();
            }
            int position = HEADER.length;
            while (position < file.length && file[position] != 0) {
                LogRecord found = LogRecord.at(file, position);
                if (!found.isIntact()) {
                    return broken(found);
                }
                if (found.index() != next) {
                    return verdict(Verdict.DAMAGED, position, "entry " + found.index() + " where " + next + " belongs");
                }
                terms.putIfAbsent(
                        terms.isEmpty() || terms.lastEntry().getValue() != found.term() ? next : terms.lastKey(),
                        found.term());
                next++;
                position = found.end();
            }
            return zeros(position, file.length) ? verdict(Verdict.CLEAN, file.length, "clean") : hole(position);
        }

        private SegmentScan verdict(Verdict verdict, long position, String finding) {
            return new SegmentScan(verdict, position, finding, next - 1, terms);
        }

        /** A segment that was just started may hold a part of the header; the library starts it over. */
        private SegmentScan header() {
            int match = Arrays.mismatch(file, 0, Math.min(file.length, HEADER.length), HEADER, 0, HEADER.length);
            if (match < 0 || zeros(match, file.length)) {
                return verdict(Verdict.CLEAN, file.length, "just begun");
            }
            return zeros(0, Math.min(SECTOR_BYTES, file.length))
                    ? verdict(Verdict.TORN, 0, "the beginning is missing")
                    : verdict(Verdict.DAMAGED, 0, "this is not a log segment");
        }

        private SegmentScan hole(int position) {
            int sectorEnd = (position / SECTOR_BYTES + 1) * SECTOR_BYTES;
            return zeros(position, Math.min(sectorEnd, file.length))
                    ? verdict(Verdict.TORN, position, "the beginning of a record is missing")
                    : verdict(Verdict.DAMAGED, position, "a hole, with data after it");
        }

        private SegmentScan broken(LogRecord found) {
            if (found.length() < 0) {
                return verdict(Verdict.DAMAGED, found.start(), "no record is that long");
            }
            if (lacksSector(found)) {
                return verdict(Verdict.TORN, found.start(), "a part of a record is missing");
            }
            if (found.end() > file.length && !intactRecordAfter(found.start())) {
                return verdict(Verdict.TORN, found.start(), "the file ends within a record");
            }
            return verdict(Verdict.DAMAGED, found.start(), "a record is complete, but its checksum is wrong");
        }

        /** Whether there are zeros where a sector of it should be, or from before its checksum to the file's end. */
        private boolean lacksSector(LogRecord found) {
            int end = Math.min(found.end(), file.length);
            for (int from = found.start(); from < end; from = (from / SECTOR_BYTES + 1) * SECTOR_BYTES) {
                if (zeros(from, Math.min((from / SECTOR_BYTES + 1) * SECTOR_BYTES, end))) {
                    return true;
                }
            }
            return found.end() <= file.length && zeros(found.end() - LogRecord.CHECKSUM_BYTES, file.length);
        }

        /** Detects a damaged length, which would hide everything behind it. */
        private boolean intactRecordAfter(int start) {
            for (int position = start + 1; position < file.length - LogRecord.CHECKSUM_BYTES; position++) {
                LogRecord found = LogRecord.at(file, position);
                if (found.beginsLikeAnEntry() && found.isIntact()) {
                    return true;
                }
            }
            return false;
        }

        private boolean zeros(int from, int to) {
            for (int i = from; i < to; i++) {
                if (file[i] != 0) {
                    return false;
                }
            }
            return true;
        }
    }
}
