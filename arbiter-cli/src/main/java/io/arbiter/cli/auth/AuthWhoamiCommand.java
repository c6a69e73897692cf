package io.arbiter.cli.auth;

import io.arbiter.cli.base.ExitCode;
import io.arbiter.cli.base.Output;
import io.arbiter.cli.cluster.Cluster;
import io.arbiter.cli.command.ClusterCommand;
import io.arbiter.cli.text.Text;
import io.arbiter.v1.Binding;
import io.arbiter.v1.Call;
import io.arbiter.v1.Reply;
import io.arbiter.v1.WhoAmIRequest;
import io.arbiter.v1.WhoAmIResponse;
import picocli.CommandLine.Command;

/** Tells who the caller is to the cluster. */
@Command(
        name = "whoami",
        description = "Tells whom the certificate names, and which roles that has.",
        footer = {"Examples:", "  arbiter auth whoami", "  arbiter auth whoami -o json"})
public final class AuthWhoamiCommand extends ClusterCommand {
    @Override
    public ExitCode run(Cluster cluster, Output output) {
        WhoAmIResponse who =
                cluster.read(Call.newBuilder().setWhoAmI(WhoAmIRequest.getDefaultInstance()), Reply::getWhoAmI);
        if (output.json()) {
            output.object(who);
            return ExitCode.OK;
        }
        output.say(who.getIdentity().isEmpty() ? "nobody: there is no certificate" : Text.printable(who.getIdentity()));
        for (Binding binding : who.getBindingsList()) {
            output.say("as " + binding.getRole()
                    + (binding.getPrefix().isEmpty() ? "" : " of " + Text.printable(binding.getPrefix())) + ", by "
                    + Text.printable(binding.getIdentity()));
        }
        output.note(
                who.getEnabled()
                        ? "authorization is enabled: what nobody granted is denied"
                        : "authorization is not enabled: nothing is denied");
        return ExitCode.OK;
    }
}
