package io.arbiter.server.storage;

import io.arbiter.server.exit.ExitCode;
import io.arbiter.server.exit.StartException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The segments of a log before the library reads them: repairs the damage of a power cut, and refuses all other damage.
 * The library would refuse both, or, if set to be lenient, drop acknowledged entries silently.
 *
 * <p>Only the open segment can be torn ({@link SegmentScan}): one that is closed was synced before. Deletions may have
 * come to the disk in any order. Of segments that a snapshot covers, and of those that a leader has had cut off, any
 * may be left or missing; those left are deleted. Everywhere else a gap is damage.
 *
 * <p>When a segment is closed and the next one made, the former's new name may be lost while the next one is there. The
 * library would read only one of the two, so the former gets its name (chaos power, seed 56).
 */
final class LogTail {
    private static final Logger LOG = LoggerFactory.getLogger(LogTail.class);

    private final Map<Segment, SegmentScan> scans = new LinkedHashMap<>();
    private final List<Segment> useless = new ArrayList<>();

    private final long cutFrom;

    private LogTail(long cutFrom) {
        this.cutFrom = cutFrom;
    }

    /**
     * Reads the segments, and changes nothing.
     *
     * @param snapshotIndex the last index that the newest snapshot covers, -1 if there is none
     * @throws StartException if the log is damaged
     */
    static LogTail read(Path current, Bound bound, long snapshotIndex) throws IOException, StartException {
        LogTail log = new LogTail(bound.cutFrom());
        List<Segment> segments = new ArrayList<>(Segment.in(current));
        log.dropCut(segments);
        log.dropCovered(segments, snapshotIndex);
        long next = -1;
        for (Segment segment : segments) {
            if (next >= 0 && segment.first() != next) {
                throw damaged(
                        segment.path(),
                        0,
                        "it begins at " + segment.first() + ", but " + next
                                + " comes next: a segment before it is missing");
            }
            next = log.scan(segment, bound.lastIndex() > snapshotIndex ? bound.lastIndex() : -1) + 1;
        }
        if (!segments.isEmpty() && segments.get(0).first() > snapshotIndex + 1) {
            throw damaged(
                    segments.get(0).path(),
                    0,
                    "the log begins at " + segments.get(0).first() + ", but the newest snapshot ends at "
                            + snapshotIndex);
        }
        return log;
    }

    private void dropCut(List<Segment> segments) {
        segments.stream()
                .filter(segment -> cutFrom >= 0 && segment.first() >= cutFrom)
                .forEach(useless::add);
        segments.removeAll(useless);
    }

    /** Drops all segments before the last gap, if a snapshot covers them and the gap. */
    private void dropCovered(List<Segment> segments, long snapshotIndex) throws IOException {
        for (int i = segments.size() - 1; i > 0; i--) {
            if (segments.get(i).first() != end(segments.get(i - 1)) + 1) {
                if (segments.get(i).first() <= snapshotIndex + 1) {
                    useless.addAll(segments.subList(0, i));
                    segments.subList(0, i).clear();
                }
                return;
            }
        }
    }

    /** The index of its last entry, by its content where its name does not tell. */
    private static long end(Segment segment) throws IOException {
        return segment.isOpen()
                ? SegmentScan.of(Files.readAllBytes(segment.path()), segment.first())
                        .last()
                : segment.last();
    }

    /** @return the index of its last entry */
    private long scan(Segment segment, long acknowledged) throws IOException, StartException {
        SegmentScan scan = SegmentScan.of(Files.readAllBytes(segment.path()), segment.first());
        scans.put(segment, scan);
        boolean reachesEnd = segment.isOpen() || scan.last() >= segment.last();
        if (scan.verdict() == SegmentScan.Verdict.DAMAGED && !(reachesEnd && !segment.isOpen())) {
            throw damaged(segment.path(), scan.position(), scan.finding());
        }
        if (!reachesEnd && !isCut(scan)) {
            throw damaged(
                    segment.path(),
                    scan.position(),
                    "it ends with entry " + scan.last() + " instead of " + segment.last());
        }
        if (scan.verdict() == SegmentScan.Verdict.TORN && scan.last() < acknowledged && segment.isOpen()) {
            throw damaged(
                    segment.path(), scan.position(), scan.finding() + ", and " + acknowledged + " was acknowledged");
        }
        return Math.min(segment.last(), scan.last());
    }

    /** A cut that was under way has reached the disk, but the segment's new name has not. */
    private boolean isCut(SegmentScan scan) {
        return cutFrom >= 0 && scan.last() >= cutFrom - 1;
    }

    private static StartException damaged(Path segment, long position, String finding) {
        return new StartException(
                ExitCode.DATA_DAMAGED,
                segment + " is damaged at byte " + position + ": " + finding
                        + ". That is not what a power cut leaves, and the entries from there on may have been acknowledged. "
                        + "Nothing was changed. Keep the directory and leave this node down: the others go on without it.");
    }

    /** The index of the last entry; -1 if there is none. */
    long last() {
        return scans.entrySet().stream()
                .mapToLong(
                        scan -> Math.min(scan.getKey().last(), scan.getValue().last()))
                .max()
                .orElse(-1);
    }

    /** The newest term of an entry, 0 if there is none. */
    long lastTerm() {
        return termOf(last());
    }

    /** 0 if the entry is not in the log. */
    long termOf(long index) {
        return scans.entrySet().stream()
                .filter(scan -> scan.getKey().first() <= index
                        && index
                                <= Math.min(
                                        scan.getKey().last(), scan.getValue().last()))
                .mapToLong(scan -> scan.getValue().termOf(index))
                .findFirst()
                .orElse(0);
    }

    /** Whether a segment starts at the index, or covers it. */
    boolean hasSegmentFor(long index) {
        return scans.keySet().stream().anyMatch(segment -> segment.first() <= index && index <= segment.last());
    }

    /**
     * Deletes and cuts off the parts found useless. That is all of a log that ends below the newest snapshot: the
     * library could append nothing to it, because the next entry follows the snapshot.
     */
    void mend(long snapshotIndex, Force force) throws IOException {
        if (last() < snapshotIndex) {
            useless.addAll(scans.keySet());
            scans.clear();
        }
        for (Segment segment : useless) {
            LOG.info("deleting {}, which is covered by a snapshot or was being cut off", segment.path());
            Files.delete(segment.path());
            force.force(segment.path().getParent());
        }
        int left = scans.size();
        for (Map.Entry<Segment, SegmentScan> found : scans.entrySet()) {
            Segment segment = found.getKey();
            SegmentScan scan = found.getValue();
            boolean newest = --left == 0;
            if (segment.isOpen() && scan.verdict() == SegmentScan.Verdict.TORN) {
                cut(segment.path(), scan);
            }
            if (segment.isOpen() ? !newest : scan.last() < segment.last()) {
                rename(segment, scan.last(), force);
            }
        }
    }

    /** To the name of a closed segment that ends there: its own new name did not reach the disk. */
    private static void rename(Segment segment, long last, Force force) throws IOException {
        Path named = segment.path().resolveSibling("log_" + segment.first() + "-" + last);
        LOG.info("naming {} as it was to be named: {}", segment.path(), named.getFileName());
        Files.move(segment.path(), named, StandardCopyOption.ATOMIC_MOVE);
        force.force(named.getParent());
    }

    private static void cut(Path segment, SegmentScan scan) throws IOException {
        try (FileChannel channel = FileChannel.open(segment, StandardOpenOption.WRITE)) {
            channel.truncate(scan.position());
            channel.force(true);
        }
        LOG.warn(
                "cut a half-written entry off {} at byte {}, and what was written after it ({}); none of it was "
                        + "acknowledged",
                segment,
                scan.position(),
                scan.finding());
    }
}
