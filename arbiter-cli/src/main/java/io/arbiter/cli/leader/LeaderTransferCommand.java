package io.arbiter.cli.leader;

import io.arbiter.cli.base.ExitCode;
import io.arbiter.cli.base.Output;
import io.arbiter.cli.cluster.Cluster;
import io.arbiter.cli.command.ActorOption;
import io.arbiter.cli.command.ClusterCommand;
import io.arbiter.cli.command.CommentOption;
import io.arbiter.cli.command.Converters;
import io.arbiter.cli.text.Text;
import io.arbiter.v1.Call;
import io.arbiter.v1.Reply;
import io.arbiter.v1.TransferLeadershipRequest;
import io.arbiter.v1.TransferLeadershipResponse;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lets another node lead. */
@Command(
        name = "transfer",
        description = {
            "Lets NODE lead, which has to be a voter that answers: arbiter member ls.",
            "Calls wait for it, as when a node is restarted: a moment, and at most 5 s if NODE falls silent in between. "
                    + "The leadership stays there until the node stops, or another transfer."
        },
        footer = {"Examples:", "  arbiter leader transfer us-west --comment 'away from the writers'"})
public final class LeaderTransferCommand extends ClusterCommand {
    @Parameters(
            paramLabel = "NODE",
            converter = Converters.Region.class,
            description = "Who is to lead, as `peers` has it.")
    private String node;

    @Mixin
    private final CommentOption why = new CommentOption();

    @Mixin
    private final ActorOption actor = new ActorOption();

    @Override
    public ExitCode run(Cluster cluster, Output output) {
        var request = TransferLeadershipRequest.newBuilder()
                .setNode(node)
                .setActor(actor.name(cli().around()))
                .setComment(why.comment());
        TransferLeadershipResponse done =
                cluster.change(Call.newBuilder().setTransferLeadership(request), Reply::getTransferLeadership);
        if (output.json()) {
            output.object(done);
        } else {
            output.say(said(done));
        }
        return ExitCode.OK;
    }

    private static String said(TransferLeadershipResponse done) {
        String before = Text.printable(done.getNode());
        String now = Text.printable(done.getLeader());
        if (now.isEmpty()) {
            return before + " leads no more; it does not know yet who does: arbiter status";
        }
        return now + " leads" + (now.equals(before) ? "" : ", and " + before + " no more");
    }
}
