package io.arbiter.cli.pki;

import io.arbiter.cli.command.CommandGroup;
import picocli.CommandLine.Command;

/** The group of commands about certificates. */
@Command(
        name = "pki",
        synopsisSubcommandLabel = "COMMAND",
        description = "Makes certificates for development.",
        footer = {"Examples:", "  arbiter pki dev --dir arbiter-pki"},
        subcommands = PkiDevCommand.class)
public final class PkiCommand extends CommandGroup {}
