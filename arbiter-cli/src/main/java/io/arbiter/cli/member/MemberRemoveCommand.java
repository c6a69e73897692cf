package io.arbiter.cli.member;

import io.arbiter.v1.MemberChange;
import picocli.CommandLine.Command;

/** Removes a node. */
@Command(
        name = "remove",
        description = {
            "Takes the vote of NODE away, which must not lead: it counts for no majority any more.",
            "It may come back with an empty data-dir alone. Interrupted, the same command goes on."
        },
        footer = {"Examples:", "  arbiter member remove ap-south --comment 'three regions again'"})
public final class MemberRemoveCommand extends MemberChangeCommand {
    public MemberRemoveCommand() {
        super(MemberChange.MEMBER_CHANGE_REMOVE, "is no member any more");
    }
}
