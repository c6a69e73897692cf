package io.arbiter.cli.lease;

import com.google.gson.JsonObject;
import io.arbiter.cli.base.ExitCode;
import io.arbiter.cli.base.Output;
import io.arbiter.cli.cluster.Cluster;
import io.arbiter.cli.command.ClusterCommand;
import io.arbiter.cli.command.LeaseRef;
import io.arbiter.cli.text.Text;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Gives a lease back on behalf of its holder. */
@Command(
        name = "release",
        description = {
            "Releases RESOURCE on behalf of the session that holds it.",
            "Only for a holder that has stopped writing: its own process does not hear of it before its next "
                    + "renewal. "
                    + "To move a lease from a live holder use: arbiter lease transfer."
        },
        footer = {"Examples:", "  arbiter lease release orders --session 12 --expect-token 7"})
public final class LeaseReleaseCommand extends ClusterCommand {
    @Mixin
    private final LeaseRef lease = new LeaseRef();

    @Override
    public ExitCode run(Cluster cluster, Output output) {
        cluster.change(admin -> {
            admin.release(lease.resource(), lease.session(), lease.token());
            return null;
        });
        if (output.json()) {
            JsonObject answer = new JsonObject();
            answer.addProperty("resource", lease.resource());
            answer.addProperty("releasedToken", Long.toString(lease.token()));
            output.object(answer);
        } else {
            output.say("released " + Text.printable(lease.resource()) + ", which session " + lease.session()
                    + " held with token " + lease.token());
        }
        return ExitCode.OK;
    }
}
