package io.arbiter.cli.keys;

import io.arbiter.cli.base.ExitCode;
import io.arbiter.cli.base.Output;
import io.arbiter.cli.cluster.Cluster;
import io.arbiter.cli.command.ClusterCommand;
import io.arbiter.cli.text.Table;
import io.arbiter.v1.Call;
import io.arbiter.v1.GetKeysRequest;
import io.arbiter.v1.GetKeysResponse;
import io.arbiter.v1.Reply;
import io.arbiter.v1.SigningKeyInfo;
import java.time.Instant;
import picocli.CommandLine.Command;

/** Lists the public keys. */
@Command(
        name = "ls",
        description = "Lists the public keys, the one that signs first.",
        footer = {"Examples:", "  arbiter keys ls", "  arbiter keys ls -o json"})
public final class KeysLsCommand extends ClusterCommand {
    @Override
    public ExitCode run(Cluster cluster, Output output) {
        GetKeysResponse keys =
                cluster.read(Call.newBuilder().setGetKeys(GetKeysRequest.getDefaultInstance()), Reply::getGetKeys);
        if (output.json()) {
            output.object(keys);
            return ExitCode.OK;
        }
        var table = new Table("KEY", "CREATED", "SIGNS");
        for (SigningKeyInfo key : keys.getKeysList()) {
            table.row(
                    key.getKey(),
                    Instant.ofEpochMilli(key.getCreatedWallMillis()).toString(),
                    key.getCurrent() ? "yes" : "no");
        }
        output.table(table);
        output.note(keys.getKeysCount() == 0 ? "there is no key: grants are not signed" : "grants are signed");
        return ExitCode.OK;
    }
}
