package io.arbiter.server.storage;

import io.arbiter.server.exit.ExitCode;
import io.arbiter.server.exit.StartException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Mends what a power cut does to the open log segment, and refuses everything else. The library would refuse both,
 * or, told to be lenient, drop acknowledged entries silently.
 *
 * <p>Why what is cut off was never acknowledged: an entry is acknowledged only after an fsync that covers it, and
 * what was synced is there in full. So a last record of which bytes are missing, zeros where its end should be and
 * zeros from there to the end of the file, was still on its way to the disk. A record that is all there and does not
 * match its checksum, or that is followed by anything, was written in full once and may have been acknowledged: that
 * is damage, and voting without it would be amnesia.
 */
public final class LogTail {
    private static final Logger LOG = LoggerFactory.getLogger(LogTail.class);
    private static final String OPEN_SEGMENT = "log_inprogress_[0-9]+";

    private LogTail() {
    }

    /**
     * Checks every open segment below the log's directory; there is one at most per group.
     *
     * @throws StartException if one is damaged; nothing has been changed then
     */
    public static void mend(Path raftDirectory) throws StartException {
        if (!Files.isDirectory(raftDirectory)) {
            return;
        }
        try {
            for (Path segment : openSegments(raftDirectory)) {
                mendSegment(segment);
            }
        } catch (IOException e) {
            throw DataDirectory.unusable(raftDirectory, e);
        }
    }

    private static List<Path> openSegments(Path raftDirectory) throws IOException {
        try (Stream<Path> files = Files.walk(raftDirectory, 3)) {
            return files.filter(file -> file.getFileName().toString().matches(OPEN_SEGMENT)).sorted().toList();
        }
    }

    private static void mendSegment(Path segment) throws IOException, StartException {
        SegmentScan scan = SegmentScan.of(Files.readAllBytes(segment));
        if (scan.verdict() == SegmentScan.Verdict.DAMAGED) {
            throw new StartException(ExitCode.DATA_DAMAGED, segment + " is damaged at byte " + scan.position() + ": "
                    + scan.finding() + ". That is not what a power cut leaves, and the entries from there on may have "
                    + "been acknowledged. Nothing was changed. Keep the directory and leave this node down: the "
                    + "others go on without it.");
        }
        if (scan.verdict() == SegmentScan.Verdict.TORN) {
            try (FileChannel channel = FileChannel.open(segment, StandardOpenOption.WRITE)) {
                channel.truncate(scan.position());
                channel.force(true);
            }
            LOG.warn("cut a half-written entry off {} at byte {} ({}); it was never acknowledged", segment,
                    scan.position(), scan.finding());
        }
    }
}
