package io.arbiter.server.storage;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes are a clean, a torn or a damaged segment, and a torn one is clean once it is cut where the scan says. */
class SegmentFuzzTest {
    private static final int HEADER_BYTES = 8;

    static Stream<byte[]> segments() {
        var bytes =
                new SegmentBytes(5, 1).entry(2, 10).entry(2, 100).entry(3, 0).entry(300, 700);
        byte[] whole = bytes.bytes(0);
        byte[] torn = bytes.bytes(2_048);
        Arrays.fill(torn, 200, 600, (byte) 0);
        return Stream.of(whole, torn, bytes.bytes(1_024), Arrays.copyOf(whole, 300), Arrays.copyOf(whole, 3));
    }

    /** Records, each behind its length in a byte. */
    static Stream<byte[]> records() {
        return Stream.of(
                new byte[] {4, 8, 2, 16, 5, 6, 8, 2, 16, 6, 34, 0},
                new byte[] {5, 8, (byte) 0xac, 2, 16, 5},
                new byte[] {1, 8},
                new byte[] {2, 8, (byte) 0xff});
    }

    @MethodSource("segments")
    @FuzzTest
    void scanned(byte[] file) {
        scan(file, 5);
        scan(file, 0);
    }

    @MethodSource("records")
    @FuzzTest
    void scannedWithRightChecksums(byte[] records) throws IOException {
        var file = new ByteArrayOutputStream();
        file.write(new SegmentBytes(5, 1).bytes(0), 0, HEADER_BYTES);
        var in = new ByteArrayInputStream(records);
        while (in.available() > 0) {
            byte[] record = in.readNBytes(in.read());
            byte[] sized = ByteBuffer.allocate(record.length + 2)
                    .put((byte) (record.length | 0x80))
                    .put((byte) (record.length >> 7))
                    .put(record)
                    .array();
            var checksum = new CRC32C();
            checksum.update(sized);
            file.writeBytes(sized);
            file.writeBytes(
                    ByteBuffer.allocate(4).putInt((int) checksum.getValue()).array());
        }
        scan(file.toByteArray(), 5);
    }

    private static void scan(byte[] file, long first) {
        SegmentScan scan = SegmentScan.of(file, first);
        assertThat(scan.position()).isBetween(0L, (long) file.length);
        assertThat(scan.last()).isGreaterThanOrEqualTo(first - 1);
        scan.termOf(scan.last());
        if (scan.verdict() == SegmentScan.Verdict.TORN) {
            SegmentScan cut = SegmentScan.of(Arrays.copyOf(file, (int) scan.position()), first);
            assertThat(cut.verdict()).isEqualTo(SegmentScan.Verdict.CLEAN);
            assertThat(cut.last()).isEqualTo(scan.last());
        }
    }
}
