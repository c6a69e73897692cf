package io.arbiter.cli.keys;

import com.google.gson.JsonObject;
import io.arbiter.cli.base.ExitCode;
import io.arbiter.cli.base.Output;
import io.arbiter.cli.cluster.Cluster;
import io.arbiter.cli.command.ClusterCommand;
import io.arbiter.cli.command.CommentOption;
import io.arbiter.client.model.auth.AuthChange;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Forgets a public key. */
@Command(
        name = "drop",
        description = {
            "Forgets the public key KEY, which must not be the one that signs: rotate first.",
            "Guards believe it until they have the keys that arbiter keys export prints then."
        },
        footer = {"Examples:", "  arbiter keys drop a050837d85070582 --comment stolen"})
public final class KeysDropCommand extends ClusterCommand {
    @Parameters(paramLabel = "KEY", description = "Its id: see arbiter keys ls.")
    private String key;

    @Mixin
    private final CommentOption why = new CommentOption();

    @Override
    public ExitCode run(Cluster cluster, Output output) {
        cluster.change(admin -> {
            admin.changeAuth(new AuthChange.DropKey(key), why.comment());
            return "";
        });
        if (output.json()) {
            var answer = new JsonObject();
            answer.addProperty("dropped", key);
            output.object(answer);
        } else {
            output.say("dropped the key " + key);
            output.note("guards believe it until they have others: arbiter keys export");
        }
        return ExitCode.OK;
    }
}
