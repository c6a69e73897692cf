package io.arbiter.cli.pause;

import io.arbiter.cli.base.ExitCode;
import io.arbiter.cli.base.Output;
import io.arbiter.cli.cluster.Cluster;
import io.arbiter.cli.command.ActorOption;
import io.arbiter.cli.command.ClusterCommand;
import io.arbiter.cli.command.CommentOption;
import io.arbiter.client.ArbiterAdmin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Ends a pause of automatic failover. */
@Command(
        name = "resume",
        description = {
            "Ends the pause of exactly SCOPE. What only it kept in its region is granted to whoever waits, at once.",
            "A pause of a longer or shorter scope stays. Exits with 3 if SCOPE has no pause of its own."
        },
        footer = {
            "Examples:",
            "  arbiter resume --comment 'network is back'",
            "  arbiter resume tenants/eu/ --comment 'drill is over'"
        })
public final class ResumeCommand extends ClusterCommand {
    @Mixin
    private final ScopeParameter scope = new ScopeParameter();

    @Mixin
    private final CommentOption why = new CommentOption();

    @Mixin
    private final ActorOption actor = new ActorOption();

    @Override
    public ExitCode run(Cluster cluster, Output output) {
        long seen = cluster.change(ArbiterAdmin::pauses).version();
        String who = actor.name(cli().around());
        long version = cluster.change(admin -> admin.resumeFailover(scope.value(), seen, why.comment(), who));
        if (output.json()) {
            output.object(PauseJson.of(scope.value(), false, version));
        } else {
            output.say("failover of " + scope.text() + " is resumed; the pauses are at version " + version);
        }
        return ExitCode.OK;
    }
}
