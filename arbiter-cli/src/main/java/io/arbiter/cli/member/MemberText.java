package io.arbiter.cli.member;

import io.arbiter.cli.text.Text;
import io.arbiter.v1.ChangeMembersResponse.Step;
import io.arbiter.v1.MemberInfo;
import io.arbiter.v1.MemberRole;
import java.util.Locale;

/** Members as people read of them. */
final class MemberText {
    private MemberText() {}

    static String role(MemberInfo member) {
        return member.getLeads()
                ? "leader"
                : member.getRole().name().replaceFirst("^MEMBER_ROLE_", "").toLowerCase(Locale.ROOT);
    }

    static String disk(MemberInfo member) {
        if (member.getRole() == MemberRole.MEMBER_ROLE_ABSENT) {
            return "-";
        }
        return member.getDisk().isEmpty() ? "the first" : member.getDisk();
    }

    static String progress(Step step, MemberInfo member, long committed) {
        String name = Text.printable(member.getNode());
        return switch (step) {
            case STEP_REMOVING -> name + ": its lost disk is being taken out";
            case STEP_CATCHING_UP ->
                name + ": is being brought up to date, has "
                        + (member.hasMatchIndex() ? Math.max(0, member.getMatchIndex()) : 0) + " of " + committed
                        + " entries";
            default -> name + ": a change is under way";
        };
    }
}
