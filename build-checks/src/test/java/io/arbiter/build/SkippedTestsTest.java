package io.arbiter.build;

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
    void everyModuleWasTestedBefore() {
        List<Path> tested = modules()
                .filter(module ->
                        !found(module.resolve("src/test/java"), ".*Test\\.java").isEmpty())
                .toList();
        assertThat(tested)
                .hasSizeGreaterThan(15)
                .allSatisfy(module ->
                        assertThat(reports(module)).as("reports of %s", module).isNotEmpty());
    }

    @Test
    void noTestWasSkipped() {
        assertThat(modules()
                        .flatMap(module -> reports(module).stream())
                        .flatMap(report -> suitesWithSkips(report).stream()))
                .isEmpty();
    }

    /** All but this one. */
    private static Stream<Path> modules() {
        return found(PROJECT, 3, "pom\\.xml").stream()
                .map(Path::getParent)
                .filter(module ->
                        !module.equals(PROJECT) && !module.equals(Path.of("").toAbsolutePath()));
    }

    private static List<Path> reports(Path module) {
        return found(module.resolve("target/surefire-reports"), "TEST-.*\\.xml");
    }

    private static List<Path> found(Path root, String name) {
        return found(root, Integer.MAX_VALUE, name);
    }

    private static List<Path> found(Path root, int depth, String name) {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> files = Files.find(
                root,
                depth,
                (path, attributes) -> attributes.isRegularFile()
                        && path.getFileName().toString().matches(name))) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
