package io.arbiter.cli.snapshot;

import io.arbiter.cli.command.CommandGroup;
import picocli.CommandLine.Command;

/** The group of commands about backups. */
@Command(
        name = "snapshot",
        synopsisSubcommandLabel = "COMMAND",
        description = "Takes backups of the whole state: leases, sessions, records, policies, roles, keys.",
        footer = {
            "Examples:",
            "  arbiter snapshot save monday.arbiter",
            "",
            "What is in a file, and whether a cluster can begin from it: arbiter-server snapshot inspect, verify."
        },
        subcommands = {SnapshotSaveCommand.class})
public final class SnapshotCommand extends CommandGroup {}
