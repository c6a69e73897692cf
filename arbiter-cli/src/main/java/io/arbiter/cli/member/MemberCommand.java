package io.arbiter.cli.member;

import io.arbiter.cli.command.CommandGroup;
import picocli.CommandLine.Command;

/** The group of commands about members. */
@Command(
        name = "member",
        synopsisSubcommandLabel = "COMMAND",
        description = "Lists the nodes of the cluster, replaces one whose disk is lost, adds and removes nodes.",
        footer = {
            "Examples:",
            "  arbiter member ls",
            "  arbiter member replace us-west --comment 'disk failed'",
            "",
            "Which nodes there can be is in `peers`, in the configuration file of each node."
        },
        subcommands = {
            MemberLsCommand.class,
            MemberReplaceCommand.class,
            MemberAddCommand.class,
            MemberRemoveCommand.class
        })
public final class MemberCommand extends CommandGroup {}
