package io.arbiter.cli.region;

import io.arbiter.cli.command.CommandGroup;
import picocli.CommandLine.Command;

/** The group of commands about whole regions. */
@Command(
        name = "region",
        synopsisSubcommandLabel = "COMMAND",
        description = "Moves all that a region holds to other regions, and back.",
        footer = {
            "Examples:",
            "  arbiter region evacuate us-east --comment drill --dry-run",
            "  arbiter region failback us-east --comment 'drill is over'"
        },
        subcommands = {RegionEvacuateCommand.class, RegionFailbackCommand.class})
public final class RegionCommand extends CommandGroup {}
