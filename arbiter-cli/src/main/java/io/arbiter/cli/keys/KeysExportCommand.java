package io.arbiter.cli.keys;

import com.google.gson.JsonObject;
import io.arbiter.cli.base.CliException;
import io.arbiter.cli.base.ExitCode;
import io.arbiter.cli.base.Output;
import io.arbiter.cli.cluster.Cluster;
import io.arbiter.cli.command.ClusterCommand;
import io.arbiter.client.ArbiterAdmin;
import io.arbiter.client.model.auth.PublishedKeys;
import picocli.CommandLine.Command;

/** Writes the file that guards read. */
@Command(
        name = "export",
        description = {
            "Prints the public keys as guards read them: into a file that every storage has.",
            "Exchange that file by renaming a new one over it."
        },
        footer = {"Examples:", "  arbiter keys export"})
public final class KeysExportCommand extends ClusterCommand {
    @Override
    public ExitCode run(Cluster cluster, Output output) {
        PublishedKeys keys = cluster.change(ArbiterAdmin::keys);
        if (keys.keys().isEmpty()) {
            throw CliException.builder(ExitCode.REFUSED, "NO_KEY")
                    .message("there is no key to export: grants are not signed")
                    .remedy("arbiter keys rotate makes the first one")
                    .build();
        }
        if (output.json()) {
            var answer = new JsonObject();
            answer.addProperty("file", keys.toFile());
            output.object(answer);
        } else {
            output.say(keys.toFile().stripTrailing());
        }
        return ExitCode.OK;
    }
}
