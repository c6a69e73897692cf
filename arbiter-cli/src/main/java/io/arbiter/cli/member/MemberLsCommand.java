package io.arbiter.cli.member;

import io.arbiter.cli.base.ExitCode;
import io.arbiter.cli.base.Output;
import io.arbiter.cli.cluster.Cluster;
import io.arbiter.cli.command.ClusterCommand;
import io.arbiter.cli.text.Durations;
import io.arbiter.cli.text.Table;
import io.arbiter.cli.text.Text;
import io.arbiter.v1.Call;
import io.arbiter.v1.GetMembersRequest;
import io.arbiter.v1.GetMembersResponse;
import io.arbiter.v1.MemberInfo;
import io.arbiter.v1.Reply;
import picocli.CommandLine.Command;

/** Lists the members of the cluster, as the leader knows them. */
@Command(
        name = "ls",
        description = {
            "Lists the nodes of the cluster, as the leader knows them.",
            "A voter counts for every majority; a learner is being brought up to date and counts for none; what is "
                    + "absent is configured on the leader, and no member."
        },
        footer = {"Examples:", "  arbiter member ls", "  arbiter member ls -o json"})
public final class MemberLsCommand extends ClusterCommand {
    @Override
    public ExitCode run(Cluster cluster, Output output) {
        GetMembersResponse found = cluster.read(
                Call.newBuilder().setGetMembers(GetMembersRequest.getDefaultInstance()), Reply::getGetMembers);
        if (output.json()) {
            output.object(found);
            return ExitCode.OK;
        }
        output.table(table(found));
        if (!found.getChanging().isEmpty()) {
            output.note(Text.printable("a change of " + found.getChanging() + " is under way"));
        }
        return ExitCode.OK;
    }

    private static Table table(GetMembersResponse found) {
        var table = new Table("NODE", "REGION", "MEMBER", "LOG", "LAG", "ANSWERED", "ADDRESS", "DISK");
        for (MemberInfo member : found.getMembersList()) {
            table.row(
                    member.getNode(),
                    member.getRegion(),
                    MemberText.role(member),
                    member.hasMatchIndex()
                            ? member.getMatchIndex()
                            : member.getLeads() ? found.getCommittedIndex() : "-",
                    member.hasLag() ? member.getLag() : "-",
                    member.hasSilenceMillis() ? Durations.format(member.getSilenceMillis()) + " ago" : "-",
                    member.getClientAddress(),
                    MemberText.disk(member));
        }
        return table;
    }
}
