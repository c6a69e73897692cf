package io.arbiter.core.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * docs/guarantees.md: every rule states its assumption, is checked by tests that exist, and names properties that the
 * model has.
 */
class GuaranteesTest {
    private static final Path TRANSCRIPTS = Path.of("src/test/resources/io/arbiter/core/transcripts");
    private static final Pattern RULE = Pattern.compile("\\*\\*(\\d+)\\. [\\s\\S]*?(?=\\n\\n|\\z)");
    private static final Pattern NAME = Pattern.compile("`([\\w.-]+)`");
    private static final Pattern PROPERTY = Pattern.compile("(?m)^inline check_(\\w+)\\(");
    private static final String CHECKED_BY = "*Checked by:*";
    private static final String MODELLED_AS = "*Modelled as:*";
    private final String text = Files.readString(Path.of("../docs/guarantees.md"));
    private final List<MatchResult> rules = RULE.matcher(text).results().toList();

    GuaranteesTest() throws IOException {}

    @Test
    void rulesAreNumberedFromOne() {
        assertThat(rules)
                .extracting(rule -> Integer.parseInt(rule.group(1)))
                .isEqualTo(IntStream.rangeClosed(1, rules.size()).boxed().toList());
    }

    @Test
    void everyRuleStatesItsAssumption() {
        assertThat(rules).allSatisfy(rule -> assertThat(rule.group()).contains("*Assumes:*"));
    }

    @Test
    void everyRuleNamesTestsThatExist() {
        var named = new TreeSet<String>();
        rules.forEach(rule -> named.addAll(checkedBy(rule)));
        var existing = new TreeSet<>(filesUnder(TRANSCRIPTS));
        existing.addAll(testClasses());
        assertThat(rules).allMatch(rule -> !checkedBy(rule).isEmpty());
        assertThat(existing).containsAll(named);
    }

    @Test
    void everyTranscriptBelongsToTheRuleOfItsNumber() {
        assertThat(filesUnder(TRANSCRIPTS)).allSatisfy(file -> {
            int number = Integer.parseInt(file.substring(0, 2));
            assertThat(checkedBy(rules.get(number - 1))).contains(file);
        });
    }

    @Test
    void everyInvariantOfTheContractIsThere() {
        assertThat(IntStream.rangeClosed(1, 9).mapToObj(i -> "S" + i))
                .allSatisfy(invariant ->
                        assertThat(rules).anyMatch(rule -> rule.group().contains(invariant)));
    }

    @Test
    void rulesAndTheModelNameTheSameProperties() throws IOException {
        String model = Files.readString(Path.of("../chaos/model/properties.pml"));
        var properties =
                PROPERTY.matcher(model).results().map(match -> match.group(1)).toList();
        var named = new TreeSet<String>();
        rules.forEach(rule -> named.addAll(namesAfter(MODELLED_AS, rule.group())));
        assertThat(properties).isNotEmpty();
        assertThat(named).containsExactlyInAnyOrderElementsOf(properties);
    }

    private static List<String> checkedBy(MatchResult rule) {
        String tests = rule.group().substring(rule.group().indexOf(CHECKED_BY));
        return namesAfter(CHECKED_BY, tests.split(Pattern.quote(MODELLED_AS))[0]);
    }

    private static List<String> namesAfter(String label, String text) {
        int start = text.indexOf(label);
        return start < 0
                ? List.of()
                : NAME.matcher(text.substring(start))
                        .results()
                        .map(match -> match.group(1))
                        .toList();
    }

    private static List<String> testClasses() {
        return Modules.folders("src/test/java").stream()
                .flatMap(folder -> filesUnder(folder).stream())
                .filter(name -> name.endsWith("Test.java"))
                .map(name -> name.substring(0, name.length() - ".java".length()))
                .toList();
    }

    private static List<String> filesUnder(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
