package io.arbiter.cli;

import io.arbiter.cli.audit.AuditCommand;
import io.arbiter.cli.auth.AuthCommand;
import io.arbiter.cli.base.ErrorReport;
import io.arbiter.cli.base.ExitCode;
import io.arbiter.cli.base.Output;
import io.arbiter.cli.base.ProcessEnvironment;
import io.arbiter.cli.base.RawArguments;
import io.arbiter.cli.command.CommandContext;
import io.arbiter.cli.command.Defaults;
import io.arbiter.cli.command.GlobalOptions;
import io.arbiter.cli.keys.KeysCommand;
import io.arbiter.cli.leader.LeaderCommand;
import io.arbiter.cli.lease.LeaseCommand;
import io.arbiter.cli.member.MemberCommand;
import io.arbiter.cli.pause.PauseCommand;
import io.arbiter.cli.pause.PausesCommand;
import io.arbiter.cli.pause.ResumeCommand;
import io.arbiter.cli.pki.PkiCommand;
import io.arbiter.cli.policy.PolicyCommand;
import io.arbiter.cli.promotion.HistoryCommand;
import io.arbiter.cli.promotion.PromoteCommand;
import io.arbiter.cli.promotion.PromotionCommand;
import io.arbiter.cli.record.RecordCommand;
import io.arbiter.cli.region.RegionCommand;
import io.arbiter.cli.run.RunCommand;
import io.arbiter.cli.session.SessionCommand;
import io.arbiter.cli.snapshot.SnapshotCommand;
import io.arbiter.cli.status.StatusCommand;
import io.arbiter.cli.status.WatchCommand;
import io.arbiter.cli.text.AnsiColors;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program: {@code arbiter COMMAND ...}. One object runs one command line. */
@Command(
        name = "arbiter",
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = VersionCommand.Lines.class,
        description = "Inspects and steers an Arbiter cluster: leases, fencing tokens, sessions.",
        footer = {
            "Examples:",
            "  arbiter status",
            "  arbiter lease ls tenants/ -o json",
            "  arbiter run orders --region us-east -- ./writer --port 8080",
            "",
            "Exit codes: arbiter help exit-codes. A lease alone is not mutual exclusion: storage must "
                    + "check tokens."
        },
        subcommands = {
            StatusCommand.class,
            LeaseCommand.class,
            RecordCommand.class,
            SessionCommand.class,
            PolicyCommand.class,
            PauseCommand.class,
            ResumeCommand.class,
            PausesCommand.class,
            PromoteCommand.class,
            PromotionCommand.class,
            RegionCommand.class,
            HistoryCommand.class,
            MemberCommand.class,
            LeaderCommand.class,
            SnapshotCommand.class,
            AuthCommand.class,
            KeysCommand.class,
            WatchCommand.class,
            RunCommand.class,
            AuditCommand.class,
            PkiCommand.class,
            CompletionCommand.class,
            VersionCommand.class,
            HelpCommand.class
        })
public final class ArbiterCli implements Runnable, CommandContext {
    private final ProcessEnvironment around;
    private final RawArguments args;

    @Mixin
    private final GlobalOptions options = new GlobalOptions();

    @Spec
    private CommandSpec spec;

    private ArbiterCli(ProcessEnvironment around, List<String> args) {
        this.around = around;
        this.args = new RawArguments(args);
    }

    public static void main(String[] args) {
        ProcessSettings.apply();
        System.exit(execute(ProcessEnvironment.ofProcess(), args));
    }

    public static int execute(ProcessEnvironment around, String... args) {
        ArbiterCli cli = new ArbiterCli(around, List.of(args));
        ErrorReport report = new ErrorReport(cli);
        int status = cli.args.garbled()
                ? report.print(RawArguments.GARBLED)
                : commandLine(cli).execute(args);
        boolean lost = cli.output().lost() && status == ExitCode.OK.number();
        around.err().flush();
        return lost
                ? report.print(Output.lostAnswer("the command was carried out, its answer is lost")
                        .remedy("write to a place with room; look at what was done before you repeat it")
                        .build())
                : status;
    }

    public static CommandLine commandLine(ProcessEnvironment around) {
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
                .setUsageHelpWidth(80)
                .setUsageHelpLongOptionsMaxWidth(26)
                // An @ or a $ in a comment or in CMD's arguments is meant literally.
                .setExpandAtFiles(false)
                .setInterpolateVariables(true)
                .setAllowOptionsAsOptionParameters(false)
                .setAbbreviatedOptionsAllowed(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setColorScheme(CommandLine.Help.defaultColorScheme(cli.ansi()));
        ownOptionsFirst(line);
        return line;
    }

    /** Puts a command's own options before those that every command takes. */
    private static void ownOptionsFirst(CommandLine line) {
        line.getCommandSpec().usageMessage().sortOptions(false).sortSynopsis(false);
        line.getSubcommands().values().forEach(ArbiterCli::ownOptionsFirst);
    }

    /** Known before parsing, because the complaint about a malformed command line is coloured too. */
    private CommandLine.Help.Ansi ansi() {
        return paint().on() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command given");
    }

    @Override
    public GlobalOptions options() {
        return options;
    }

    @Override
    public ProcessEnvironment around() {
        return around;
    }

    @Override
    public boolean json() {
        return args.given("json", "-o", "--output");
    }

    @Override
    public AnsiColors paint() {
        if (args.given("always", "--color") || args.given("never", "--color")) {
            return new AnsiColors(args.given("always", "--color"));
        }
        return new AnsiColors(around.terminal()
                && around.env("NO_COLOR", "").isEmpty()
                && !around.env("TERM", "").equals("dumb"));
    }

    @Override
    public Output output() {
        return new Output(around.out(), around.err(), json(), paint(), around.columns());
    }

    @Override
    public String asked() {
        return args.asked();
    }
}
