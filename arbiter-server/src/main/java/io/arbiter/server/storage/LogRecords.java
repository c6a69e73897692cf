package io.arbiter.server.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** The records of a log that is not open. */
public final class LogRecords {
    private LogRecords() {}

    /** Takes one record; an exception ends the reading. */
    @FunctionalInterface
    public interface Reader {
        /** @param record as the library has written it, without length and checksum */
        void read(byte[] record) throws IOException;
    }

    /** Reads all intact records in order, those before the first broken one of each segment. */
    public static void forEach(Path current, Reader reader) throws IOException {
        for (Segment segment : Segment.in(current)) {
            byte[] file = Files.readAllBytes(segment.path());
            int position = SegmentScan.HEADER_BYTES;
            while (position < file.length && file[position] != 0) {
                LogRecord found = LogRecord.at(file, position);
                if (!found.isIntact()) {
                    break;
                }
                reader.read(Arrays.copyOfRange(file, found.bytes(), found.end() - LogRecord.CHECKSUM_BYTES));
                position = found.end();
            }
        }
    }
}
