package io.arbiter.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A skipped test fails the build: this module is built last and reads the reports of all others. */
class SkippedTestsTest {
    private static final Path PROJECT = Path.of("").toAbsolutePath().getParent();
    private static final Pattern SUITE = Pattern.compile("<testsuite [^>]*name=\"([^\"]+)\"[^>]*skipped=\"(\\d+)\"");

    @Test
    void noTestWasSkipped() throws IOException {
        List<Path> reports;
        try (Stream<Path> files = Files.find(PROJECT, 5, (path, attributes) -> attributes.isRegularFile()
                && path.getParent().endsWith("target/surefire-reports")
                && path.getFileName().toString().matches("TEST-.*\\.xml"))) {
            reports = files.toList();
        }
        assertThat(reports).as("surefire reports of the modules built before").isNotEmpty();
        assertThat(reports.stream().flatMap(report -> suitesWithSkips(report).stream())).isEmpty();
    }

    private static List<String> suitesWithSkips(Path report) {
        try {
            Matcher suite = SUITE.matcher(Files.readString(report));
            assertThat(suite.find()).as("a test suite in %s", report).isTrue();
            return suite.group(2).equals("0") ? List.of() : List.of(suite.group(1) + ": " + suite.group(2));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
