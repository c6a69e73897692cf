package io.arbiter.server.exit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The code, the service unit and the documents agree on exit codes. */
class ExitCodeTest {
    private static final Path UNIT = Path.of("..", "deploy", "three-region", "arbiter.service");
    private static final Path OPERATIONS = Path.of("..", "docs", "operations.md");

    private static Map<Integer, Boolean> restarted() {
        var all = new TreeMap<Integer, Boolean>();
        Arrays.stream(ExitCode.values()).forEach(each -> all.put(each.code(), each.isRestarted()));
        return all;
    }

    @Test
    void theServiceUnitRestartsWhatIsToBeRestarted() throws IOException {
        String unit = Files.readString(UNIT);
        // Clean is 0, and 143 where the JVM was stopped before it could end by itself.
        assertThat(unit).contains("\nRestart=on-failure\n").contains("\nSuccessExitStatus=143\n");
        String prevented = Pattern.compile("(?m)^RestartPreventExitStatus=(.*)$")
                .matcher(unit)
                .results()
                .map(match -> match.group(1))
                .reduce("", (a, b) -> a + " " + b)
                .strip();
        assertThat(Arrays.stream(prevented.split(" ")).map(Integer::valueOf))
                .containsExactlyElementsOf(restarted().entrySet().stream()
                        .filter(each -> !each.getValue() && each.getKey() != 0)
                        .map(Map.Entry::getKey)
                        .toList());
    }

    @Test
    void theDocumentsTellThemAll() throws IOException {
        var documented = new TreeMap<Integer, Boolean>();
        Pattern.compile("(?m)^\\| (\\d+) \\| (yes|no|-) \\| .+ \\| .+ \\|$")
                .matcher(Files.readString(OPERATIONS))
                .results()
                .forEach(row -> documented.put(
                        Integer.valueOf(row.group(1)), row.group(2).equals("yes")));
        assertThat(documented).isEqualTo(restarted());
    }
}
