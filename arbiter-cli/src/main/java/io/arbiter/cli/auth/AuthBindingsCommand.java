package io.arbiter.cli.auth;

import io.arbiter.cli.base.ExitCode;
import io.arbiter.cli.base.Output;
import io.arbiter.cli.cluster.Cluster;
import io.arbiter.cli.command.ClusterCommand;
import io.arbiter.cli.text.Table;
import io.arbiter.v1.Binding;
import io.arbiter.v1.GetAuthResponse;
import picocli.CommandLine.Command;

/** Lists bindings. */
@Command(
        name = "bindings",
        description = "Lists who has which role.",
        footer = {"Examples:", "  arbiter auth bindings", "  arbiter auth bindings -o json"})
public final class AuthBindingsCommand extends ClusterCommand {
    @Override
    public ExitCode run(Cluster cluster, Output output) {
        GetAuthResponse auth = AuthReader.read(cluster);
        if (output.json()) {
            output.object(auth);
            return ExitCode.OK;
        }
        var table = new Table("IDENTITY", "ROLE", "PREFIX");
        for (Binding binding : auth.getBindingsList()) {
            table.row(binding.getIdentity(), binding.getRole(), binding.getPrefix());
        }
        output.table(table);
        output.note(auth.getEnabled() ? "authorization is enabled" : "authorization is not enabled");
        return ExitCode.OK;
    }
}
