package io.arbiter.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The group of commands about sessions. */
@Command(name = "session", synopsisSubcommandLabel = "COMMAND", description = "Lists and ends sessions.",
        footer = {"Examples:", "  arbiter session ls",
        "  arbiter session close 12 --reason 'host was lost' --yes"},
        subcommands = {SessionLsCommand.class, SessionCloseCommand.class})
final class SessionCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command given: expected one of "
                + String.join(", ", spec.subcommands().keySet()));
    }
}
