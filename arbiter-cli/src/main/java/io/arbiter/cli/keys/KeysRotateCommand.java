package io.arbiter.cli.keys;

import com.google.gson.JsonObject;
import io.arbiter.cli.base.ExitCode;
import io.arbiter.cli.base.Output;
import io.arbiter.cli.cluster.Cluster;
import io.arbiter.cli.command.ClusterCommand;
import io.arbiter.cli.command.CommentOption;
import io.arbiter.client.ArbiterAdmin;
import io.arbiter.client.model.auth.AuthChange;
import io.arbiter.client.model.auth.PublishedKeys;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Signs with a new key. */
@Command(
        name = "rotate",
        description = {
            "Signs grants with a new key from now on; the first rotation begins to sign.",
            "Guards need the new public key: export the keys to them at once. The last 8 stay published."
        },
        footer = {"Examples:", "  arbiter keys rotate --comment 'every quarter'"})
public final class KeysRotateCommand extends ClusterCommand {
    @Mixin
    private final CommentOption why = new CommentOption();

    @Override
    public ExitCode run(Cluster cluster, Output output) {
        String before = current(cluster.change(ArbiterAdmin::keys));
        cluster.change(admin -> {
            admin.changeAuth(new AuthChange.RotateKey(before), why.comment());
            return "";
        });
        String now = current(cluster.change(ArbiterAdmin::keys));
        if (output.json()) {
            var answer = new JsonObject();
            answer.addProperty("key", now);
            answer.addProperty("replaced", before);
            output.object(answer);
        } else {
            output.say("grants are signed with the key " + now + (before.isEmpty() ? "" : ", no more with " + before));
            output.note("guards need it: arbiter keys export");
        }
        return ExitCode.OK;
    }

    private static String current(PublishedKeys keys) {
        return keys.keys().stream()
                .filter(PublishedKeys.PublishedKey::current)
                .map(PublishedKeys.PublishedKey::id)
                .findFirst()
                .orElse("");
    }
}
