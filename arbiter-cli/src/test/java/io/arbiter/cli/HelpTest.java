package io.arbiter.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.arbiter.cli.base.ProcessEnvironment;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Every command has help with an example, and every example is a command line that works. */
class HelpTest {
    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

    private static CommandLine root() {
        return ArbiterCli.commandLine(ProcessEnvironment.ofProcess());
    }

    static Stream<String> commands() {
        List<String> names = new ArrayList<>();
        collect(root(), names);
        return names.stream();
    }

    private static void collect(CommandLine line, List<String> names) {
        names.add(line.getCommandSpec().qualifiedName());
        line.getSubcommands().values().forEach(inner -> collect(inner, names));
    }

    private static String[] words(String line) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(line);
        while (matcher.find()) {
            words.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
        }
        return words.subList(1, words.size()).toArray(String[]::new);
    }

    private static List<String> examples(String help) {
        return help.substring(help.indexOf("Examples:") + 9)
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith("arbiter "))
                .toList();
    }

    private static String help(String command) {
        List<String> args = new ArrayList<>(List.of(words(command)));
        args.add("--help");
        CliRun run = CliRun.of(args.toArray(String[]::new));
        assertThat(run.status()).isZero();
        assertThat(run.err()).isEmpty();
        return run.out();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandHasAnExample(String command) {
        String help = help(command);
        assertThat(help).contains("Usage: " + command).contains("Examples:");
        assertThat(examples(help)).isNotEmpty().allMatch(line -> line.startsWith(command));
    }

    static Stream<String> allExamples() {
        return commands().flatMap(command -> examples(help(command)).stream());
    }

    @ParameterizedTest
    @MethodSource("allExamples")
    void everyExampleParses(String example) {
        assertThatCode(() -> root().parseArgs(words(example))).doesNotThrowAnyException();
    }

    @Test
    void thereAreAllCommands() {
        assertThat(commands())
                .contains(
                        "arbiter status",
                        "arbiter lease ls",
                        "arbiter lease get",
                        "arbiter lease acquire",
                        "arbiter lease release",
                        "arbiter lease transfer",
                        "arbiter lease break",
                        "arbiter lease explain",
                        "arbiter watch",
                        "arbiter record get",
                        "arbiter record put",
                        "arbiter record rm",
                        "arbiter session ls",
                        "arbiter session close",
                        "arbiter run",
                        "arbiter pki dev",
                        "arbiter pki dev issue",
                        "arbiter pki dev rotate",
                        "arbiter completion",
                        "arbiter version");
    }

    /** Every command that changes a lease names the token that it means. */
    @Test
    void changesNeedTheExpectedToken() {
        assertThat(Stream.of("lease release", "lease transfer", "lease break", "record put", "record rm"))
                .allMatch(command -> help("arbiter " + command).contains(" --expect-token=TOKEN")
                        && !help("arbiter " + command).contains("[--expect-token"));
    }
}
