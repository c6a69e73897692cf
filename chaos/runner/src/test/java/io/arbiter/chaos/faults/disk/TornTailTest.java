package io.arbiter.chaos.faults.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TornTailTest {
    private static final byte[] ENTRY = {3, 'a', 'b', 'c', 9, 9, 9, 0};

    private static byte[] segment(byte[]... parts) {
        byte[] segment = "RaftLog1".getBytes(StandardCharsets.US_ASCII);
        for (byte[] part : parts) {
            int end = segment.length;
            segment = Arrays.copyOf(segment, end + part.length);
            System.arraycopy(part, 0, segment, end, part.length);
        }
        return segment;
    }

    /** Taken for space allocated ahead, it was overwritten: damage to an acknowledged entry. */
    @Test
    void aChecksumThatEndsWithAZeroIsNotCutOff() {
        assertThat(TornTailFault.entriesEnd(segment(ENTRY, ENTRY, new byte[100])))
                .isEqualTo(8 + 16);
        assertThat(TornTailFault.entriesEnd(segment(ENTRY, ENTRY))).isEqualTo(8 + 16);
    }

    @Test
    void whatIsHalfWrittenIsNoEntry() {
        assertThat(TornTailFault.entriesEnd(segment(ENTRY, Arrays.copyOf(ENTRY, 5))))
                .isEqualTo(8 + 8);
        assertThat(TornTailFault.entriesEnd(segment())).isEqualTo(8);
    }
}
