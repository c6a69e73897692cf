package io.arbiter.cli.record;

import com.google.gson.JsonObject;
import io.arbiter.cli.base.CliException;
import io.arbiter.cli.base.ExitCode;
import io.arbiter.cli.base.Output;
import io.arbiter.cli.cluster.Cluster;
import io.arbiter.cli.command.ClusterCommand;
import io.arbiter.cli.command.LeaseRef;
import io.arbiter.cli.text.Text;
import io.arbiter.v1.RecordInfo;
import java.util.Optional;
import java.util.OptionalLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Deletes a record under the holder's token. */
@Command(
        name = "rm",
        description = {"Deletes RESOURCE's record under the holder's fencing token.", "Exits with 3 if there is none."},
        footer = {"Examples:", "  arbiter record rm orders --session 12 --expect-token 7"})
public final class RecordRmCommand extends ClusterCommand {
    @Mixin
    private final LeaseRef lease = new LeaseRef();

    @Override
    public ExitCode run(Cluster cluster, Output output) {
        RecordWriter writer = new RecordWriter(cluster, lease);
        RecordInfo record = writer.read()
                .orElseThrow(() -> CliException.builder(ExitCode.NOT_FOUND, "NO_RECORD")
                        .message(lease.resource() + " has no record")
                        .fact("resource", lease.resource())
                        .remedy("there is nothing to delete")
                        .build());
        writer.write(Optional.empty(), OptionalLong.of(record.getVersion()));
        if (output.json()) {
            JsonObject answer = new JsonObject();
            answer.addProperty("resource", lease.resource());
            answer.addProperty("deletedVersion", Long.toString(record.getVersion()));
            output.object(answer);
        } else {
            output.say("deleted version " + record.getVersion() + " of " + Text.printable(lease.resource()));
        }
        return ExitCode.OK;
    }
}
