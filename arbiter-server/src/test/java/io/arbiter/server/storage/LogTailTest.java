package io.arbiter.server.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arbiter.server.exit.ExitCode;
import io.arbiter.server.exit.StartException;
import io.arbiter.server.raft.SingleLog;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each damage that was measured to matter, on a log that the library wrote, and the library's handling of the rest. */
class LogTailTest {
    private static final int ENTRIES = 30;

    @TempDir
    private Path directory;

    private Path segment;
    private byte[] bytes;
    private int lastStart;
    private int dataEnd;

    @BeforeEach
    void writeLog() throws Exception {
        assertThat(SingleLog.appendAndCount(directory, ENTRIES)).isEqualTo(ENTRIES);
        segment = SingleLog.openSegment(directory);
        bytes = Files.readAllBytes(segment);
        findLastRecord();
    }

    /** Closing the log cuts the preallocated zeros off; a power cut leaves them. */
    private void findLastRecord() {
        int position = 8;
        while (position < bytes.length && bytes[position] != 0) {
            int length = bytes[position] & 0x7f;
            int prefix = 1;
            if (bytes[position] < 0) {
                length |= (bytes[position + 1] & 0x7f) << 7;
                prefix = 2;
            }
            lastStart = position;
            position += prefix + length + 4;
        }
        dataEnd = position;
        bytes = Arrays.copyOf(bytes, dataEnd + 4_096);
    }

    private void writeBack(byte[] changed) throws Exception {
        Files.write(segment, changed);
    }

    /** Repairs after a power cut that has taken all that the bound had noted since its segment was started. */
    private void mend() throws Exception {
        BoundFile.create(directory.resolve("n1").resolve("bound"), Bound.NONE.opened(0))
                .close();
        mend(-1);
    }

    private void mend(long snapshotIndex) throws Exception {
        LogTail.read(segment.getParent(), Bound.NONE.opened(0), snapshotIndex).mend(snapshotIndex, Force.disk());
    }

    /** A power cut took the log's tail, of which a snapshot had been taken or was installed. */
    @Test
    void aLogThatEndsBelowTheSnapshotIsDeleted() throws Exception {
        writeBack(Arrays.copyOf(bytes, dataEnd - 5));
        mend(10 * ENTRIES);
        assertThat(Segment.in(segment.getParent())).isEmpty();
    }

    /** A power cut took the name that a segment got as it was closed, and left the next one: chaos power, seed 56. */
    @Test
    void anOpenSegmentBeforeAnotherIsClosed() throws Exception {
        writeBack(bytes);
        long last = SegmentScan.of(bytes, 0).last();
        Path next = segment.resolveSibling("log_inprogress_" + (last + 1));
        Files.write(next, "RaftLog1".getBytes(StandardCharsets.US_ASCII));
        mend();
        assertThat(Segment.in(segment.getParent()))
                .extracting(found -> found.path().getFileName().toString())
                .containsExactly("log_0-" + last, next.getFileName().toString());
        assertThat(SingleLog.appendAndCount(directory, 1)).isEqualTo(ENTRIES + 1);
    }

    /**
     * A power cut within a purge, which took one of the segments and left an older one, and took the name of a segment
     * that was closed meanwhile, too: chaos power, seed 493.
     */
    @Test
    void aGapBelowTheSnapshotIsDroppedAlsoBeforeAnOpenSegmentThatIsToBeClosed() throws Exception {
        Files.delete(segment);
        write("log_0-9", 0, 10);
        write("log_inprogress_20", 20, 10);
        write("log_inprogress_30", 30, 0);

        mend(25);

        assertThat(Segment.in(segment.getParent()))
                .extracting(found -> found.path().getFileName().toString())
                .containsExactly("log_20-29", "log_inprogress_30");
    }

    /** The gap may lie behind such a segment, too. */
    @Test
    void aGapBelowTheSnapshotIsDroppedAlsoBehindAnOpenSegment() throws Exception {
        Files.delete(segment);
        write("log_inprogress_0", 0, 10);
        write("log_inprogress_20", 20, 10);

        mend(25);

        assertThat(Segment.in(segment.getParent()))
                .extracting(found -> found.path().getFileName().toString())
                .containsExactly("log_inprogress_20");
    }

    @Test
    void aGapAboveTheSnapshotIsRefusedAlsoBehindAnOpenSegment() throws Exception {
        Files.delete(segment);
        write("log_inprogress_0", 0, 10);
        write("log_inprogress_20", 20, 10);

        assertThatThrownBy(() -> mend(15))
                .isInstanceOfSatisfying(
                        StartException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.DATA_DAMAGED))
                .hasMessageContaining("it begins at 20, but 10 comes next: a segment before it is missing");
    }

    private void write(String name, long first, int entries) throws Exception {
        var content = new SegmentBytes(first, first);
        for (int i = 0; i < entries; i++) {
            content.entry(1, 50);
        }
        Files.write(segment.resolveSibling(name), content.bytes(4_096));
    }

    @Test
    void aLogThatReachesTheSnapshotIsKept() throws Exception {
        writeBack(bytes);
        mend(ENTRIES / 2);
        assertThat(Segment.in(segment.getParent())).hasSize(1);
    }

    private void assertRefused() throws Exception {
        byte[] before = Files.readAllBytes(segment);
        assertThatThrownBy(() -> mend()).isInstanceOfSatisfying(StartException.class, e -> {
            assertThat(e.exitCode()).isEqualTo(ExitCode.DATA_DAMAGED);
            assertThat(e).hasMessageContaining(segment.toString()).hasMessageContaining("Nothing was changed");
        });
        assertThat(Files.readAllBytes(segment)).isEqualTo(before);
    }

    @Test
    void anIntactTailIsLeftAlone() throws Exception {
        writeBack(bytes);
        mend();
        assertThat(Files.readAllBytes(segment)).isEqualTo(bytes);
        assertThat(SingleLog.count(directory)).isEqualTo(ENTRIES);
    }

    /** The last record may be a note that was never acknowledged. */
    @Test
    void whatWasAcknowledgedIsNotCut() throws Exception {
        Arrays.fill(bytes, dataEnd / 2, dataEnd, (byte) 0);
        writeBack(bytes);
        assertThatThrownBy(() -> SingleLog.count(directory))
                .isInstanceOfSatisfying(
                        StartException.class,
                        e -> assertThat(e.exitCode()).isIn(ExitCode.DATA_DAMAGED, ExitCode.MUST_NOT_VOTE));
        assertThat(Files.readAllBytes(segment)).isEqualTo(bytes);
    }

    @Test
    void aFileThatEndsWithinTheLastRecordIsCutThere() throws Exception {
        writeBack(Arrays.copyOf(bytes, dataEnd - 5));
        mend();
        assertThat(SingleLog.count(directory)).isGreaterThanOrEqualTo(ENTRIES - 1);
    }

    @Test
    void aLastRecordWhoseEndIsMissingIsCut() throws Exception {
        Arrays.fill(bytes, lastStart + (dataEnd - lastStart) / 2, dataEnd, (byte) 0);
        writeBack(bytes);
        mend();
        assertThat(Files.size(segment)).isEqualTo(lastStart);
        assertThat(SingleLog.count(directory)).isGreaterThanOrEqualTo(ENTRIES - 1);
    }

    @Test
    void aHoleBeforeTheLastRecordIsRefused() throws Exception {
        Arrays.fill(bytes, lastStart - 60, lastStart, (byte) 0);
        writeBack(bytes);
        assertRefused();
    }

    @Test
    void aFlippedBitInTheMiddleIsRefused() throws Exception {
        bytes[dataEnd / 2] ^= 1;
        writeBack(bytes);
        assertRefused();
    }

    @Test
    void aFlippedBitInACompleteLastRecordIsRefused() throws Exception {
        bytes[(lastStart + dataEnd) / 2] ^= 4;
        writeBack(bytes);
        assertRefused();
    }

    @Test
    void aFlippedLengthThatReachesBeyondTheFileIsRefused() throws Exception {
        byte[] cut = Arrays.copyOf(bytes, dataEnd);
        cut[8] |= (byte) 0x80;
        writeBack(cut);
        assertRefused();
    }

    /** A record whose beginning did not reach the disk. */
    @Test
    void dataAfterAMissingSectorIsCut() throws Exception {
        bytes[dataEnd + 2_000] = 1;
        writeBack(bytes);
        mend();
        assertThat(Files.size(segment)).isEqualTo(dataEnd);
        assertThat(SingleLog.count(directory)).isEqualTo(ENTRIES);
    }

    @Test
    void dataAfterTheEndIsRefusedIfNoSectorIsMissing() throws Exception {
        bytes[dataEnd + 2] = 1;
        writeBack(bytes);
        assertRefused();
    }

    @Test
    void aSegmentThatWasJustBegunIsLeftToTheLibrary() throws Exception {
        writeBack(new byte[] {'R', 'a', 'f', 0, 0, 0, 0, 0, 0, 0});
        mend();
        writeBack(new byte[0]);
        mend();
    }

    @Test
    void anotherFormatIsRefused() throws Exception {
        writeBack("RaftLog9 and more".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        assertRefused();
    }
}
