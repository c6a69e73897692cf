package io.arbiter.server.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arbiter.server.exit.ExitCode;
import io.arbiter.server.exit.StartException;
import io.arbiter.server.raft.SingleLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each damage that was measured to matter, on a log that the library wrote, and what the library makes of the rest. */
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

    private void assertRefused() throws Exception {
        byte[] before = Files.readAllBytes(segment);
        assertThatThrownBy(() -> LogTail.mend(directory.resolve("n1")))
                .isInstanceOfSatisfying(StartException.class, e -> {
                    assertThat(e.exitCode()).isEqualTo(ExitCode.DATA_DAMAGED);
                    assertThat(e).hasMessageContaining(segment.toString()).hasMessageContaining("Nothing was changed");
                });
        assertThat(Files.readAllBytes(segment)).isEqualTo(before);
    }

    @Test
    void anIntactTailIsLeftAlone() throws Exception {
        writeBack(bytes);
        LogTail.mend(directory.resolve("n1"));
        assertThat(Files.readAllBytes(segment)).isEqualTo(bytes);
        assertThat(SingleLog.count(directory)).isEqualTo(ENTRIES);
    }

    @Test
    void aFileThatEndsWithinTheLastRecordIsLeftToTheLibrary() throws Exception {
        writeBack(Arrays.copyOf(bytes, dataEnd - 5));
        LogTail.mend(directory.resolve("n1"));
        assertThat(SingleLog.count(directory)).isGreaterThanOrEqualTo(ENTRIES - 1);
    }

    @Test
    void aLastRecordWhoseEndIsMissingIsCut() throws Exception {
        Arrays.fill(bytes, lastStart + (dataEnd - lastStart) / 2, dataEnd, (byte) 0);
        writeBack(bytes);
        LogTail.mend(directory.resolve("n1"));
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

    @Test
    void dataAfterTheEndIsRefused() throws Exception {
        bytes[dataEnd + 2_000] = 1;
        writeBack(bytes);
        assertRefused();
    }

    @Test
    void aSegmentThatWasJustBegunIsLeftToTheLibrary() throws Exception {
        writeBack(new byte[] {'R', 'a', 'f', 0, 0, 0, 0, 0, 0, 0});
        LogTail.mend(directory.resolve("n1"));
        writeBack(new byte[0]);
        LogTail.mend(directory.resolve("n1"));
    }

    @Test
    void anotherFormatIsRefused() throws Exception {
        writeBack("RaftLog9 and more".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        assertRefused();
    }
}
