package io.arbiter.cli.pause;

import io.arbiter.cli.base.ExitCode;
import io.arbiter.cli.base.Output;
import io.arbiter.cli.cluster.Cluster;
import io.arbiter.cli.command.ClusterCommand;
import io.arbiter.cli.text.DisplayText;
import io.arbiter.cli.text.Durations;
import io.arbiter.cli.text.PauseText;
import io.arbiter.cli.text.Table;
import io.arbiter.v1.Call;
import io.arbiter.v1.GetPausesRequest;
import io.arbiter.v1.GetPausesResponse;
import io.arbiter.v1.PauseInfo;
import io.arbiter.v1.Reply;
import picocli.CommandLine.Command;

/** Lists where automatic failover is paused. */
@Command(
        name = "pauses",
        description = "Lists where automatic failover is paused, since when, by whom and why.",
        footer = {"Examples:", "  arbiter pauses", "  arbiter pauses -o json"})
public final class PausesCommand extends ClusterCommand {
    @Override
    public ExitCode run(Cluster cluster, Output output) {
        GetPausesResponse found = cluster.read(
                Call.newBuilder().setGetPauses(GetPausesRequest.getDefaultInstance()), Reply::getGetPauses);
        if (output.json()) {
            output.object(found);
            return ExitCode.OK;
        }
        var table = new Table("SCOPE", "SINCE", "BY", "COMMENT", "VERSION");
        for (PauseInfo pause : found.getPausesList()) {
            table.row(
                    DisplayText.scope(pause.getScope()),
                    Durations.instant(pause.getSinceWallMillis()),
                    PauseText.who(pause),
                    pause.getComment(),
                    pause.getVersion());
        }
        output.table(table);
        output.note("the pauses are at version " + found.getVersion());
        return ExitCode.OK;
    }
}
