package io.arbiter.cli.member;

import io.arbiter.cli.base.ExitCode;
import io.arbiter.cli.base.Output;
import io.arbiter.cli.cluster.Cluster;
import io.arbiter.cli.command.ActorOption;
import io.arbiter.cli.command.ClusterCommand;
import io.arbiter.cli.command.CommentOption;
import io.arbiter.cli.command.Converters;
import io.arbiter.cli.text.Text;
import io.arbiter.v1.ChangeMembersRequest;
import io.arbiter.v1.ChangeMembersResponse;
import io.arbiter.v1.MemberChange;
import java.time.Duration;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A command that changes a member, and follows that until it is done. */
abstract class MemberChangeCommand extends ClusterCommand {
    @Parameters(
            paramLabel = "NODE",
            converter = Converters.Region.class,
            description = "The node's name, as `peers` has it.")
    private String node;

    @Mixin
    private final CommentOption why = new CommentOption();

    @Option(
            names = "--wait",
            paramLabel = "DURATION",
            converter = Converters.Wait.class,
            defaultValue = "1h",
            description = "How long to follow it; afterwards the same command goes on. Default: ${DEFAULT-VALUE}.")
    private Duration wait;

    @Mixin
    private final ActorOption actor = new ActorOption();

    private final MemberChange change;
    private final String done;

    MemberChangeCommand(MemberChange change, String done) {
        this.change = change;
        this.done = done;
    }

    @Override
    public ExitCode run(Cluster cluster, Output output) {
        var request = ChangeMembersRequest.newBuilder()
                .setNode(node)
                .setChange(change)
                .setActor(actor.name(cli().around()))
                .setComment(why.comment())
                .build();
        ChangeMembersResponse last = new MemberChangeRun(cluster, request, output::note).until(wait);
        if (output.json()) {
            output.object(last);
        } else {
            output.say(Text.printable(node) + " " + done);
        }
        return ExitCode.OK;
    }
}
