package io.arbiter.maelstrom.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LinesTest {
    private static Lines lines(String text) {
        return new Lines(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), 5);
    }

    @Test
    void aLineThatIsTooLongIsSkippedAndTheNextOneIsRead() throws IOException {
        Lines lines = lines("a\n123456\n12345\nüü\n\n");
        assertThat(lines.next()).contains("a");
        assertThat(lines.next()).contains("12345");
        assertThat(lines.next()).contains("üü");
        assertThat(lines.next()).contains("");
        assertThat(lines.next()).isEmpty();
    }

    @Test
    void theLastLineNeedsNoBreak() throws IOException {
        assertThat(lines("ab").next()).contains("ab");
        assertThat(lines("").next()).isEmpty();
        assertThat(lines("123456").next()).isEmpty();
    }
}
