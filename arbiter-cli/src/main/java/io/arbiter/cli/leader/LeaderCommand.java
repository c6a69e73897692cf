package io.arbiter.cli.leader;

import io.arbiter.cli.command.CommandGroup;
import picocli.CommandLine.Command;

/** The group of commands about the leader. */
@Command(
        name = "leader",
        synopsisSubcommandLabel = "COMMAND",
        description = "Lets another node lead the cluster.",
        footer = {
            "Examples:",
            "  arbiter leader transfer us-west --comment 'new kernel in us-east'",
            "",
            "Who leads: arbiter status."
        },
        subcommands = LeaderTransferCommand.class)
public final class LeaderCommand extends CommandGroup {}
