package io.arbiter.cli;

import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program: {@code arbiter COMMAND ...}. One object runs one command line. */
@Command(name = "arbiter", synopsisSubcommandLabel = "COMMAND",
        versionProvider = VersionCommand.Lines.class,
        description = "Inspects and steers an Arbiter cluster: leases, fencing tokens, sessions.",
        footer = {"Examples:", "  arbiter status", "  arbiter lease ls tenants/ -o json",
            "  arbiter run orders --region us-east -- ./writer --port 8080",
            "", "Exit codes: arbiter help exit-codes. A lease alone is not mutual exclusion: storage must "
                    + "check tokens."},
        subcommands = {StatusCommand.class, LeaseCommand.class, RecordCommand.class, SessionCommand.class,
            WatchCommand.class, RunCommand.class, CompletionCommand.class, VersionCommand.class,
            HelpCommand.class})
public final class ArbiterCli implements Runnable {
    private final Surroundings around;
    private final RawArguments args;

    @Mixin
    private final GlobalOptions options = new GlobalOptions();

    @Spec
    private CommandSpec spec;

    private ArbiterCli(Surroundings around, List<String> args) {
        this.around = around;
        this.args = new RawArguments(args);
    }

    public static void main(String[] args) {
        System.exit(execute(Surroundings.ofProcess(), args));
    }

    static int execute(Surroundings around, String... args) {
        ArbiterCli cli = new ArbiterCli(around, List.of(args));
        int status = commandLine(cli).execute(args);
        around.out().flush();
        around.err().flush();
        return status;
    }

    static CommandLine commandLine(Surroundings around) {
        return commandLine(new ArbiterCli(around, List.of()));
    }

    private static CommandLine commandLine(ArbiterCli cli) {
        ErrorReport report = new ErrorReport(cli);
        CommandLine line = new CommandLine(cli)
                .setDefaultValueProvider(new Defaults(cli.around))
                .setOut(new PrintWriter(cli.around.out(), true))
                .setErr(new PrintWriter(cli.around.err(), true))
                .setParameterExceptionHandler(report)
                .setExecutionExceptionHandler(report)
                .setUsageHelpWidth(100)
                .setUsageHelpLongOptionsMaxWidth(30)
                // An @ or a $ in a reason or in CMD's arguments is meant literally.
                .setExpandAtFiles(false)
                .setInterpolateVariables(true)
                .setAllowOptionsAsOptionParameters(false)
                .setAbbreviatedOptionsAllowed(false)
                .setColorScheme(CommandLine.Help.defaultColorScheme(cli.ansi()));
        ownOptionsFirst(line);
        return line;
    }

    /** What a command is about before what every command takes. */
    private static void ownOptionsFirst(CommandLine line) {
        line.getCommandSpec().usageMessage().sortOptions(false).sortSynopsis(false);
        line.getSubcommands().values().forEach(ArbiterCli::ownOptionsFirst);
    }

    /** Known before parsing, since the complaint about a malformed command line is coloured too. */
    private CommandLine.Help.Ansi ansi() {
        return paint().on() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command given");
    }

    GlobalOptions options() {
        return options;
    }

    Surroundings around() {
        return around;
    }

    boolean json() {
        return args.given("json", "-o", "--output");
    }

    Paint paint() {
        if (args.given("always", "--color") || args.given("never", "--color")) {
            return new Paint(args.given("always", "--color"));
        }
        return new Paint(around.terminal() && around.env("NO_COLOR", "").isEmpty()
                && !around.env("TERM", "").equals("dumb"));
    }

    Output output() {
        return new Output(around.out(), around.err(), json(), paint());
    }

    String asked() {
        return args.asked();
    }
}
