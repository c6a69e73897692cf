package io.arbiter.core.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every transcript is unchanged. After a deliberate change, {@code -Dtranscripts.update=true} rewrites them; the commit
 * then explains the difference.
 */
class TranscriptTest {
    private static final Path TRANSCRIPTS = Path.of("src/test/resources/io/arbiter/core/transcripts");

    @TestFactory
    List<DynamicTest> transcripts() throws IOException {
        try (Stream<Path> files = Files.list(TRANSCRIPTS)) {
            List<DynamicTest> tests = files.sorted()
                    .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(file)))
                    .toList();
            assertThat(tests).isNotEmpty();
            return tests;
        }
    }

    private static void check(Path file) throws IOException {
        String played = Transcript.play(Files.readAllLines(file));
        if (Boolean.getBoolean("transcripts.update")) {
            Files.writeString(file, played);
        }
        assertThat(played).isEqualTo(Files.readString(file));
    }
}
