package io.arbiter.chaos.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.chaos.check.Verdict.Validity;
import io.arbiter.chaos.check.linear.Linearizability;
import io.arbiter.chaos.history.History;
import io.arbiter.chaos.history.Notation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Histories with known verdicts, in {@code src/test/resources/histories}. Each names in its first line what it is, and
 * then the checkers that convict it and with how many operations as evidence: {@code # convicted by leases: 4}. Every
 * other checker must acquit it. Progress is asked only where a history names it.
 */
class HistoriesTest {
    private static final Path FOLDER = Path.of("src/test/resources/histories");
    private static final String CONVICTED = "# convicted by ";
    private static final List<String> ROWS = new ArrayList<>();

    private static final Map<String, Checker> CHECKERS = new TreeMap<>(Map.of(
            "registers", Linearizability.ofRegisters(),
            "leases", Linearizability.ofLeases(),
            "unique-ids", new UniqueIds(),
            "token-order", new TokenOrder(),
            "gate-exclusivity", new GateExclusivity(),
            "guard-order", new GuardOrder(),
            "lost-updates", new LostUpdates(),
            "lost-writes", new LostWrites()));

    private static final Checker PROGRESS = new Progress(0.75, Duration.ofMillis(100), Duration.ofMillis(500));

    static Stream<Path> histories() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("histories")
    void isJudgedAsKnown(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        Map<String, Integer> convicting = convicting(lines);
        History history = Notation.parse(lines);
        Map<String, Checker> checkers = new TreeMap<>(CHECKERS);
        if (lines.stream().anyMatch(line -> line.startsWith("# progress") || line.startsWith(CONVICTED + "progress"))) {
            checkers.put("progress", PROGRESS);
        }
        List<String> summaries = new ArrayList<>();
        checkers.forEach((name, checker) -> {
            Verdict verdict = checker.check(history);
            boolean guilty = convicting.containsKey(name);
            assertThat(verdict.validity())
                    .as("%s of %s: %s", name, file, verdict.summary())
                    .isEqualTo(guilty ? Validity.INVALID : Validity.VALID);
            assertThat(verdict.offending())
                    .as("%s of %s: %s", name, file, verdict.summary())
                    .hasSize(guilty ? convicting.get(name) : 0);
            assertThat(history.operations()).containsAll(verdict.offending());
            assertThat(verdict.summary()).doesNotContain("\n").isNotBlank();
            if (guilty) {
                summaries.add(name + ": " + verdict.summary());
            }
        });
        note(file, lines.get(0), summaries);
    }

    private static Map<String, Integer> convicting(List<String> lines) {
        Map<String, Integer> convicting = new TreeMap<>();
        lines.stream().filter(line -> line.startsWith(CONVICTED)).forEach(line -> {
            String[] parts = line.substring(CONVICTED.length()).split(": ");
            convicting.put(parts[0], Integer.valueOf(parts[1]));
        });
        return convicting;
    }

    private static void note(Path file, String title, List<String> summaries) {
        ROWS.add("%-34s %-9s %s"
                .formatted(
                        file.getFileName().toString().replace(".txt", ""),
                        summaries.isEmpty() ? "acquitted" : "CONVICTED",
                        title.substring(2)));
        summaries.forEach(summary -> ROWS.add("%-44s %s".formatted("", summary)));
    }

    @AfterAll
    static void table() {
        System.out.println(String.join(System.lineSeparator(), ROWS));
    }

    @Test
    void everyCheckerConvictsSomething() throws IOException {
        List<String> convicting = new ArrayList<>();
        for (Path file : histories().toList()) {
            convicting.addAll(convicting(Files.readAllLines(file)).keySet());
        }
        assertThat(convicting).containsAll(CHECKERS.keySet()).contains("progress");
    }

    @Test
    void thereAreGoodOnesAndBadOnes() throws IOException {
        Map<Boolean, List<Path>> byGuilt = new TreeMap<>();
        for (Path file : histories().toList()) {
            byGuilt.computeIfAbsent(!convicting(Files.readAllLines(file)).isEmpty(), guilt -> new ArrayList<>())
                    .add(file);
        }
        assertThat(byGuilt.get(true)).hasSizeGreaterThanOrEqualTo(15);
        assertThat(byGuilt.get(false)).hasSizeGreaterThanOrEqualTo(15);
    }
}
