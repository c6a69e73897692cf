package io.arbiter.cli;

import io.arbiter.cli.base.ExitCode;
import io.arbiter.cli.text.AnsiColors;
import io.arbiter.cli.text.Table;
import io.arbiter.cli.text.Text;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Help on a command, or on a topic. */
@Command(
        name = "help",
        description = "Shows help on a command, or on the topic exit-codes.",
        footer = {"Examples:", "  arbiter help", "  arbiter help lease transfer", "  arbiter help exit-codes"})
public final class HelpCommand implements Runnable {
    private static final int MEANING_COLUMNS = 55;
    private static final String CONTINUED = " ";

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "COMMAND|exit-codes", arity = "0..*", description = "What about.")
    private List<String> words = List.of();

    @Override
    public void run() {
        ArbiterCli cli = (ArbiterCli) spec.root().userObject();
        if (words.equals(List.of("exit-codes"))) {
            cli.around().out().print(exitCodes());
            return;
        }
        CommandLine found = spec.root().commandLine();
        for (String word : words) {
            CommandLine inner = found.getSubcommands().get(word);
            if (inner == null) {
                throw new ParameterException(
                        spec.commandLine(), "no such command or topic: " + String.join(" ", words));
            }
            found = inner;
        }
        found.usage(cli.around().out());
    }

    static String exitCodes() {
        Table table = new Table("CODE", "NAME", "MEANING");
        for (ExitCode code : ExitCode.values()) {
            Object first = code == ExitCode.SIGNALLED ? "128+N" : code.number();
            Object second = code.name();
            for (String line : Text.lines(code.meaning(), MEANING_COLUMNS)) {
                table.row(first, second, line);
                first = CONTINUED;
                second = CONTINUED;
            }
        }
        return table.render(new AnsiColors(false), 0);
    }
}
