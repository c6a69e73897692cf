package io.arbiter.cli.audit;

import io.arbiter.cli.command.CommandGroup;
import picocli.CommandLine.Command;

/** The group of commands about the audit. */
@Command(
        name = "audit",
        synopsisSubcommandLabel = "COMMAND",
        description = "Checks the audit that a node keeps: what operators did, and who was refused.",
        footer = {"Examples:", "  arbiter audit verify /var/log/arbiter/audit"},
        subcommands = {AuditVerifyCommand.class})
public final class AuditCommand extends CommandGroup {}
