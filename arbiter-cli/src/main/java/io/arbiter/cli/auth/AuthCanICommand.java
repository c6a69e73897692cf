package io.arbiter.cli.auth;

import io.arbiter.cli.base.ExitCode;
import io.arbiter.cli.base.Output;
import io.arbiter.cli.cluster.Cluster;
import io.arbiter.cli.command.ClusterCommand;
import io.arbiter.cli.text.Text;
import io.arbiter.client.model.auth.Permission;
import io.arbiter.v1.Call;
import io.arbiter.v1.CanIRequest;
import io.arbiter.v1.CanIResponse;
import io.arbiter.v1.Reply;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Tells whether the caller may. */
@Command(
        name = "can-i",
        description = {
            "Tells whether the certificate has a permission. Exits with 1 if it has not.",
            "Without RESOURCE it asks for all resources, and so for what concerns none."
        },
        footer = {"Examples:", "  arbiter auth can-i ACQUIRE orders", "  arbiter auth can-i AUTH -o json"})
public final class AuthCanICommand extends ClusterCommand {
    @Parameters(index = "0", paramLabel = "PERMISSION", description = "One of: ${COMPLETION-CANDIDATES}.")
    private Permission permission;

    @Parameters(index = "1", arity = "0..1", paramLabel = "RESOURCE", defaultValue = "", description = "The resource.")
    private String resource;

    @Override
    public ExitCode run(Cluster cluster, Output output) {
        CanIResponse answer = cluster.read(
                Call.newBuilder()
                        .setCanI(CanIRequest.newBuilder()
                                .setPermission(io.arbiter.v1.Permission.valueOf("PERMISSION_" + permission.name()))
                                .setResource(resource)),
                Reply::getCanI);
        if (output.json()) {
            output.object(answer);
        } else {
            output.say((answer.getAllowed() ? "yes: " : "no: ") + permission + " "
                    + (resource.isEmpty() ? "(for all resources)" : Text.printable(resource)));
        }
        return answer.getAllowed() ? ExitCode.OK : ExitCode.REFUSED;
    }
}
