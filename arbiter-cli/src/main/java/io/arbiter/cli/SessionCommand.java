package io.arbiter.cli;

import picocli.CommandLine.Command;

/** The group of commands about sessions. */
@Command(name = "session", synopsisSubcommandLabel = "COMMAND", description = "Lists and ends sessions.",
        footer = {"Examples:", "  arbiter session ls",
        "  arbiter session close 12 --reason 'host was lost' --yes"},
        subcommands = {SessionLsCommand.class, SessionCloseCommand.class})
final class SessionCommand extends CommandGroup {
}
