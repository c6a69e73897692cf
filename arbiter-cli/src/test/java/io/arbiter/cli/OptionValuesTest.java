package io.arbiter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.cli.base.ProcessEnvironment;
import io.arbiter.cli.text.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Every option of every command with empty, zero, negative and huge values: refused with a reason, or valid. */
class OptionValuesTest {
    private static final List<String> VALUES = List.of(
            "",
            " ",
            "0",
            "-1",
            "9".repeat(30),
            "0s",
            "-1s",
            "9".repeat(30) + "h",
            "x".repeat(5_000),
            "\u0000",
            "\ufffd");
    private static final List<String> LINES = List.of(
            "status",
            "lease ls",
            "lease get r",
            "lease acquire r --region e",
            "lease release r --session 1 --expect-token 1",
            "lease transfer r --to e --expect-token 1",
            "lease break r --expect-token 1 --comment x --yes",
            "lease explain r",
            "record get r",
            "record put r --session 1 --expect-token 1",
            "record rm r --session 1 --expect-token 1",
            "session ls",
            "session close 1 --comment x --yes",
            "watch",
            "run r --region e -- true",
            "pki dev issue --dir none --role viewer",
            "pki dev rotate --dir none");
    /** These options would send the other values nowhere, or wait, or are the same for all. */
    private static final List<String> EVERYWHERE =
            List.of("--endpoints", "--timeout", "--tls-cert", "--tls-key", "--tls-ca", "--tls-trust-domain");

    static Stream<String> optionsOfCommands() {
        return LINES.stream().flatMap(line -> options(line).map(option -> line + "|" + option));
    }

    private static Stream<String> options(String line) {
        CommandLine found = ArbiterCli.commandLine(ProcessEnvironment.ofProcess());
        for (String word : line.split(" ")) {
            found = found.getSubcommands().getOrDefault(word, found);
        }
        return found.getCommandSpec().options().stream()
                .filter(option -> option.arity().max() > 0)
                .map(OptionSpec::longestName)
                .filter(name -> line.equals("lease get r") || !EVERYWHERE.contains(name));
    }

    @ParameterizedTest
    @MethodSource("optionsOfCommands")
    void aValueIsRefusedWithAReasonOrMeant(String lineAndOption) {
        String line = lineAndOption.substring(0, lineAndOption.indexOf('|'));
        String option = lineAndOption.substring(lineAndOption.indexOf('|') + 1);
        for (String value : VALUES) {
            CliRun run = CliRun.with(
                    Map.of("ARBITER_ENDPOINTS", "127.0.0.1:1"), "", false, with(line.split(" "), option, value));
            assertThat(run.status())
                    .as(option + "='" + Text.cut(value, 40) + "': " + run.err())
                    .isIn(2, 4);
            assertThat(run.err()).doesNotContain("Exception").contains("  reason ");
            assertThat(run.err().lines()).allMatch(text -> text.length() < 400);
        }
    }

    /** In place of the value that the line has, or before everything else. */
    private static String[] with(String[] line, String option, String value) {
        List<String> words = new ArrayList<>(Arrays.asList(line));
        int at = words.indexOf(option);
        if (at >= 0) {
            words.set(at + 1, value);
        } else {
            int end = words.contains("--") ? words.indexOf("--") : words.size();
            words.add(end, option + "=" + value);
        }
        return words.toArray(String[]::new);
    }
}
