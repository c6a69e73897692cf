package io.arbiter.cli.keys;

import io.arbiter.cli.command.CommandGroup;
import picocli.CommandLine.Command;

/** The group of commands about the keys that grants are signed with. */
@Command(
        name = "keys",
        synopsisSubcommandLabel = "COMMAND",
        description = "Lists, rotates and publishes the keys that grants are signed with.",
        footer = {"Examples:", "  arbiter keys rotate --comment 'first key'", "  arbiter keys export"},
        subcommands = {KeysLsCommand.class, KeysExportCommand.class, KeysRotateCommand.class, KeysDropCommand.class})
public final class KeysCommand extends CommandGroup {}
