package io.arbiter.cli.member;

import io.arbiter.v1.MemberChange;
import picocli.CommandLine.Command;

/** Adds a node. */
@Command(
        name = "add",
        description = {
            "Adds NODE, which is in `peers` of every node, and waits with an empty data-dir.",
            "It is brought up to date, and gets a vote. Interrupted, the same command goes on."
        },
        footer = {"Examples:", "  arbiter member add ap-south --comment 'fourth region'"})
public final class MemberAddCommand extends MemberChangeCommand {
    public MemberAddCommand() {
        super(MemberChange.MEMBER_CHANGE_ADD, "is a member");
    }
}
