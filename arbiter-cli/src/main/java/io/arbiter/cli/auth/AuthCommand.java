package io.arbiter.cli.auth;

import io.arbiter.cli.command.CommandGroup;
import picocli.CommandLine.Command;

/** The group of commands about who may do what. */
@Command(
        name = "auth",
        synopsisSubcommandLabel = "COMMAND",
        description = "Says who may do what, and changes it.",
        footer = {
            "Examples:",
            "  arbiter auth whoami",
            "  arbiter auth bind 'spiffe://arbiter/operator/*' operator --comment team"
        },
        subcommands = {
            AuthWhoamiCommand.class,
            AuthCanICommand.class,
            AuthRoleCommand.class,
            AuthBindCommand.class,
            AuthUnbindCommand.class,
            AuthBindingsCommand.class,
            AuthEnableCommand.class,
            AuthDisableCommand.class
        })
public final class AuthCommand extends CommandGroup {}
