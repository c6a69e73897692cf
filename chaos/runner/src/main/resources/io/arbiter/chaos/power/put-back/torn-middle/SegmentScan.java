package io.arbiter.server.storage;

import java.util.NavigableMap;
import java.util.TreeMap;

/** Put back: only a last record that lacks its end is torn; any other that is broken counts as damage. */
record SegmentScan(Verdict verdict, long position, String finding, long last, NavigableMap<Long, Long> terms) {
    private static final int HEADER_BYTES = 8;

    enum Verdict {
        CLEAN, TORN, DAMAGED
    }

    static SegmentScan of(byte[] file, long first) {
        NavigableMap<Long, Long> terms = new TreeMap<>();
        int position = Math.min(HEADER_BYTES, file.length);
        for (long next = first; ; next++) {
            if (zeros(file, position)) {
                return new SegmentScan(Verdict.CLEAN, file.length, "clean", next - 1, terms);
            }
            LogRecord found = LogRecord.at(file, position);
            if (!found.isIntact()) {
                boolean torn = found.length() >= 0 && (found.end() > file.length
                        || zeros(file, found.end() - LogRecord.CHECKSUM_BYTES));
                return new SegmentScan(torn ? Verdict.TORN : Verdict.DAMAGED, position, "a broken record", next - 1,
                        terms);
            }
            terms.put(next, found.term());
            position = found.end();
        }
    }

    long termOf(long index) {
        return terms.getOrDefault(index, 0L);
    }

    private static boolean zeros(byte[] file, int from) {
        for (int i = from; i < file.length; i++) {
            if (file[i] != 0) {
                return false;
            }
        }
        return true;
    }
}
