package io.arbiter.cli.auth;

import io.arbiter.cli.command.CommandGroup;
import picocli.CommandLine.Command;

/** The group of commands about roles. */
@Command(
        name = "role",
        synopsisSubcommandLabel = "COMMAND",
        description = "Lists, puts and deletes roles.",
        footer = {
            "Examples:",
            "  arbiter auth role ls",
            "  arbiter auth role put clerk --allow READ,WATCH --comment INC-4711"
        },
        subcommands = {AuthRoleLsCommand.class, AuthRolePutCommand.class, AuthRoleDeleteCommand.class})
public final class AuthRoleCommand extends CommandGroup {}
