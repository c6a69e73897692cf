package io.arbiter.demo.orders;

import java.time.Instant;

/**
 * A committed write.
 *
 * @param position    its place in the order of commits, from 1, without gaps
 * @param writer      the process that wrote it: region/pid
 * @param token       the fencing token it carried
 * @param writeNumber counts what that process tried to write, from 1
 * @param writtenAt   the database's clock at the insert
 */
public record OrderRow(long position, Writer writer, long token, long writeNumber, Instant writtenAt) {

    /** A writer process. */
    public record Writer(String region, long pid) {
        @Override
        public String toString() {
            return region + "/" + pid;
        }
    }

    public String region() {
        return writer.region();
    }
}
