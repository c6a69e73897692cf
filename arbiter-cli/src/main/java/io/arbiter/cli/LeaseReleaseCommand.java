package io.arbiter.cli;

import com.google.gson.JsonObject;
import io.arbiter.v1.ReleaseRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Gives a lease back on behalf of its holder. */
@Command(name = "release", description = {"Releases RESOURCE on behalf of the session that holds it.",
    "Only for a holder that has stopped writing: its own process does not hear of it before its next "
            + "renewal. "
        + "To move a lease from a live holder use: arbiter lease transfer."},
        footer = {"Examples:", "  arbiter lease release orders --session 12 --expect-token 7"})
final class LeaseReleaseCommand extends ClusterCommand {
    @Mixin
    private final LeaseRef lease = new LeaseRef();

    @Override
    ExitCode run(Cluster cluster, Output output) {
        ReleaseRequest request = ReleaseRequest.newBuilder().setResource(lease.resource())
                .setSessionId(lease.session()).setToken(lease.token()).build();
        cluster.once(stub -> stub.release(request));
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
