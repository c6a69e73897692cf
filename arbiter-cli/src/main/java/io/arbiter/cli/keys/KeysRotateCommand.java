package io.arbiter.cli.keys;

import com.google.gson.JsonObject;
import io.arbiter.cli.base.CliException;
import io.arbiter.cli.base.ExitCode;
import io.arbiter.cli.base.Output;
import io.arbiter.cli.cluster.Cluster;
import io.arbiter.cli.command.ClusterCommand;
import io.arbiter.cli.command.CommentOption;
import io.arbiter.client.ArbiterAdmin;
import io.arbiter.client.model.auth.AuthChange;
import io.arbiter.client.model.auth.PublishedKeys;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Signs with a new key. */
@Command(
        name = "rotate",
        description = {
            "Signs grants with a new key from now on; the first rotation begins to sign.",
            "Guards need the new public key: export the keys to them at once. The last 8 stay published.",
            "A repeat that names the key it replaces rotates once, so it is safe when the outcome is in doubt."
        },
        footer = {
            "Examples:",
            "  arbiter keys rotate --comment 'every quarter'",
            "  arbiter keys rotate --comment 'every quarter' --expect-key a050837d85070582"
        })
public final class KeysRotateCommand extends ClusterCommand {
    private static final String NONE = "none";

    @Mixin
    private final CommentOption why = new CommentOption();

    @Option(
            names = "--expect-key",
            paramLabel = "KEY",
            description =
                    "The key to replace: refuse if neither it is current nor a rotation has replaced it; \"none\" for "
                            + "the first key. Default: the one that is current.")
    private Optional<String> expected = Optional.empty();

    @Override
    public ExitCode run(Cluster cluster, Output output) {
        String current = current(cluster.change(ArbiterAdmin::keys));
        String replaced = expected.map(key -> key.equals(NONE) ? "" : key).orElse(current);
        rotate(cluster, replaced);
        report(output, replaced, now(cluster, output), replaced.equals(current));
        return ExitCode.OK;
    }

    private void rotate(Cluster cluster, String replaced) {
        try {
            cluster.change(admin -> {
                admin.changeAuth(new AuthChange.RotateKey(replaced), why.comment());
                return "";
            });
        } catch (CliException failed) {
            throw failed.code() == ExitCode.OUTCOME_UNKNOWN ? inDoubt(failed, replaced) : failed;
        }
    }

    private static CliException inDoubt(CliException failed, String replaced) {
        return CliException.builder(failed.code(), failed.reason())
                .message(failed.getMessage())
                .endpoint(failed.endpoint())
                .metadata(failed.metadata())
                .remedy("repeat it with --expect-key " + (replaced.isEmpty() ? NONE : replaced)
                        + ", which rotates once whatever became of this one")
                .cause(failed)
                .build();
    }

    /** The key that signs now; empty if it cannot be read, for it is rotated all the same. */
    private static Optional<String> now(Cluster cluster, Output output) {
        try {
            return Optional.of(current(cluster.change(ArbiterAdmin::keys)));
        } catch (CliException unread) {
            output.note("the new key cannot be read (" + unread.getMessage() + "); see: arbiter keys ls");
            return Optional.empty();
        }
    }

    /** @param here whether this command has done it, and not one before */
    private static void report(Output output, String replaced, Optional<String> now, boolean here) {
        if (output.json()) {
            var answer = new JsonObject();
            now.ifPresent(key -> answer.addProperty("key", key));
            answer.addProperty("replaced", replaced);
            answer.addProperty("rotated", here);
            output.object(answer);
            return;
        }
        String former = replaced.isEmpty() ? "" : ", no more with " + replaced;
        output.say((here ? "" : "nothing was changed, because it was done before: ") + "grants are signed with "
                + now.map(key -> "the key " + key).orElse("a new key") + former);
        output.note("guards need it: arbiter keys export");
    }

    private static String current(PublishedKeys keys) {
        return keys.keys().stream()
                .filter(PublishedKeys.PublishedKey::current)
                .map(PublishedKeys.PublishedKey::id)
                .findFirst()
                .orElse("");
    }
}
