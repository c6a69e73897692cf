package io.arbiter.cli.record;

import io.arbiter.cli.command.CommandGroup;
import picocli.CommandLine.Command;

/** The group of commands about records. */
@Command(
        name = "record",
        synopsisSubcommandLabel = "COMMAND",
        description = "Reads and writes the small record that a lease carries, e.g. the writer's address.",
        footer = {
            "Examples:",
            "  arbiter record get orders",
            "  arbiter record put orders --session 12 --expect-token 7 --value db1.us-east:5432"
        },
        subcommands = {RecordGetCommand.class, RecordPutCommand.class, RecordRmCommand.class})
public final class RecordCommand extends CommandGroup {}
