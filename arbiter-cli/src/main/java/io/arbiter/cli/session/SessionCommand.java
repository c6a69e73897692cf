package io.arbiter.cli.session;

import io.arbiter.cli.command.CommandGroup;
import picocli.CommandLine.Command;

/** The group of commands about sessions. */
@Command(
        name = "session",
        synopsisSubcommandLabel = "COMMAND",
        description = "Lists and ends sessions.",
        footer = {"Examples:", "  arbiter session ls", "  arbiter session close 12 --comment 'host was lost' --yes"},
        subcommands = {SessionLsCommand.class, SessionCloseCommand.class})
public final class SessionCommand extends CommandGroup {}
