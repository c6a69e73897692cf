package io.arbiter.cli.lease;

import io.arbiter.cli.command.CommandGroup;
import picocli.CommandLine.Command;

/** The group of commands about leases. */
@Command(
        name = "lease",
        synopsisSubcommandLabel = "COMMAND",
        description = "Lists, acquires, moves and ends leases. Whatever changes a lease needs " + "--expect-token.",
        footer = {"Examples:", "  arbiter lease ls", "  arbiter lease explain orders --for-region us-west"},
        subcommands = {
            LeaseLsCommand.class,
            LeaseGetCommand.class,
            LeaseAcquireCommand.class,
            LeaseReleaseCommand.class,
            LeaseTransferCommand.class,
            LeaseBreakCommand.class,
            LeaseExplainCommand.class
        })
public final class LeaseCommand extends CommandGroup {}
