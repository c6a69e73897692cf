package io.arbiter.cli.member;

import io.arbiter.v1.MemberChange;
import picocli.CommandLine.Command;

/** Replaces a lost disk. */
@Command(
        name = "replace",
        description = {
            "Replaces the lost disk of NODE: start arbiter-server there with an empty data-dir first, which waits.",
            "The lost disk is taken out, the new one is brought up to date and gets a vote. If this is interrupted, or "
                    + "the leader is lost, the same command goes on; nothing is left half done."
        },
        footer = {
            "Examples:",
            "  arbiter member replace us-west --comment 'disk failed'",
            "  arbiter member replace us-west --comment 'disk failed' --wait 10m -o json"
        })
public final class MemberReplaceCommand extends MemberChangeCommand {
    public MemberReplaceCommand() {
        super(MemberChange.MEMBER_CHANGE_REPLACE, "is a member, with the disk that it runs with");
    }
}
