package io.arbiter.fence.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes, also under a right checksum, are damaged, or marks that encode to what reads the same. */
class MarksFuzzTest {
    static Stream<byte[]> bodies() {
        return Stream.of(
                        Map.<String, Long>of(),
                        Map.of("orders", 7L),
                        Map.of("a b", 1L, "\u00fcber/\u2603", Long.MAX_VALUE))
                .map(MarksFormat::encode)
                .map(file -> new String(file, StandardCharsets.UTF_8))
                .map(text -> text.substring(0, text.lastIndexOf("crc32c ")).getBytes(StandardCharsets.UTF_8));
    }

    @MethodSource("bodies")
    @FuzzTest
    void decoded(byte[] body) {
        decode(body);
        decode(sealed(body));
    }

    private static void decode(byte[] file) {
        Map<String, Long> marks;
        try {
            marks = MarksFormat.decode(file, "marks");
        } catch (CorruptMarksException refused) {
            assertThat(refused).hasMessageStartingWith("the marks in marks are damaged: ");
            return;
        }
        assertThat(MarksFormat.decode(MarksFormat.encode(marks), "marks")).isEqualTo(marks);
        assertThat(marks).allSatisfy((resource, token) -> assertThat(token).isPositive());
    }

    private static byte[] sealed(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        var checksum = new CRC32C();
        checksum.update(text.getBytes(StandardCharsets.UTF_8));
        return String.format("%scrc32c %08x%n", text, checksum.getValue()).getBytes(StandardCharsets.UTF_8);
    }
}
