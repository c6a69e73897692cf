package io.arbiter.cli.pause;

import io.arbiter.cli.base.ExitCode;
import io.arbiter.cli.base.Output;
import io.arbiter.cli.cluster.Cluster;
import io.arbiter.cli.command.ActorOption;
import io.arbiter.cli.command.ClusterCommand;
import io.arbiter.cli.command.CommentOption;
import io.arbiter.cli.text.PauseText;
import io.arbiter.client.ArbiterAdmin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Pauses automatic failover. */
@Command(
        name = "pause",
        description = {
            "Pauses automatic failover: until arbiter resume no lease under SCOPE moves to another region by itself.",
            "Held leases stay held and are renewed; what expires or is released is followed in its own region alone. "
                    + "A handover to a session that is named, and lease break, go on."
        },
        footer = {
            "Examples:",
            "  arbiter pause --comment 'work on the network'",
            "  arbiter pause tenants/eu/ --comment 'drill of eu'",
            "  arbiter pauses"
        })
public final class PauseCommand extends ClusterCommand {
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
        long version = cluster.change(admin -> admin.pauseFailover(scope.value(), seen, why.comment(), who));
        if (output.json()) {
            output.object(PauseJson.of(scope.value(), true, version));
        } else {
            output.say("failover of " + scope.text() + " is paused; the pauses are at version " + version);
            output.note("held leases stay held; go on with: arbiter resume" + PauseText.argument(scope.value()));
        }
        return ExitCode.OK;
    }
}
