package io.arbiter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.cli.base.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * docs/cli.md says what the program does: commands, codes, reasons and variables, none missing, none too
 * many.
 */
class DocumentationTest {
    private static final Path SOURCES = Path.of("src/main/java/io/arbiter/cli");

    private static String page() throws IOException {
        return Files.readString(Path.of("../docs/cli.md"));
    }

    private static String sources() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            StringBuilder all = new StringBuilder();
            for (Path file : files.filter(path -> path.toString().endsWith(".java"))
                    .sorted()
                    .toList()) {
                all.append(Files.readString(file));
            }
            return all.toString();
        }
    }

    private static TreeSet<String> matches(String pattern, String text) {
        TreeSet<String> found = new TreeSet<>();
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    @Test
    void theExitCodesAreThere() throws IOException {
        String table = Arrays.stream(ExitCode.values())
                .map(code -> "| " + (code == ExitCode.SIGNALLED ? "128+N" : code.number()) + " | "
                        + code.name() + " | "
                        + code.meaning() + " |\n")
                .collect(Collectors.joining());
        assertThat(page()).contains("| code | name | meaning |\n| --- | --- | --- |\n" + table + "\n");
    }

    @Test
    void theCommandsAreThere() throws IOException {
        TreeSet<String> commands = HelpTest.commands()
                .filter(name -> !Stream.of(
                                "arbiter",
                                "arbiter audit",
                                "arbiter auth",
                                "arbiter auth role",
                                "arbiter keys",
                                "arbiter lease",
                                "arbiter member",
                                "arbiter leader",
                                "arbiter snapshot",
                                "arbiter policy",
                                "arbiter promotion",
                                "arbiter region",
                                "arbiter record",
                                "arbiter session",
                                "arbiter pki")
                        .toList()
                        .contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(matches("(?m)^\\| `(arbiter [a-z -]+)` \\|", page())).isEqualTo(commands);
    }

    @Test
    void theReasonsAreThere() throws IOException {
        TreeSet<String> made = matches("ExitCode\\.[A-Z_]+, \"([A-Z_]+[A-Z])\"\\)", sources());
        assertThat(page()).contains(made).contains("LEASE_LOST", "MAJORITY_MISSING", "CMD_NOT_EXECUTABLE");
    }

    @Test
    void theVariablesAreThere() throws IOException {
        assertThat(matches("`(ARBITER_[A-Z_]+)`", page())).containsAll(matches("\"(ARBITER_[A-Z_]+)\"", sources()));
    }
}
