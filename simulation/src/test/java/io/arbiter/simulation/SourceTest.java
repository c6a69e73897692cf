package io.arbiter.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A run depends on its seed alone: other sources of values are banned, each with its replacement. */
class SourceTest {
    private static final Path SOURCES = Path.of("src/main/java");
    private static final Map<String, String> BANS = Map.of(
            "System.nanoTime",
            "Scheduler.now",
            "System.currentTimeMillis",
            "Host.wallMillis",
            "Instant.now",
            "Host.wallMillis",
            "Math.random",
            "SeededRandom",
            "new Random()",
            "SeededRandom",
            "UUID",
            "SeededRandom",
            "Thread",
            "Scheduler.after",
            "hashCode()",
            "an id",
            "parallelStream",
            "stream");

    @Test
    void nothingButTheSeedDecides() throws IOException {
        assertThat(sources()).hasSizeGreaterThan(20).allSatisfy(file -> {
            String text = Files.readString(file);
            BANS.forEach((banned, instead) -> assertThat(text)
                    .as("%s: use %s instead of %s", file, instead, banned)
                    .doesNotContain(banned));
        });
    }

    /** All but the sweep, which measures its speed. */
    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("SeedSweep.java"))
                    .sorted()
                    .toList();
        }
    }
}
