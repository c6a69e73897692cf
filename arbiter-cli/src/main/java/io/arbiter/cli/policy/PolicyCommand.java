package io.arbiter.cli.policy;

import io.arbiter.cli.command.CommandGroup;
import picocli.CommandLine.Command;

/** The group of commands about policies. */
@Command(
        name = "policy",
        synopsisSubcommandLabel = "COMMAND",
        description = "Shows and changes which regions may hold leases, and who is next.",
        footer = {
            "Examples:",
            "  arbiter policy apply -f policies.yaml --dry-run",
            "  arbiter policy ls",
            "  arbiter policy check"
        },
        subcommands = {
            PolicyApplyCommand.class,
            PolicyDiffCommand.class,
            PolicyGetCommand.class,
            PolicyLsCommand.class,
            PolicyCheckCommand.class,
            PolicyDeleteCommand.class
        })
public final class PolicyCommand extends CommandGroup {}
