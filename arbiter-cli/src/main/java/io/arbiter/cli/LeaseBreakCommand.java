package io.arbiter.cli;

import com.google.gson.JsonObject;
import io.arbiter.v1.BreakLeaseRequest;
import io.arbiter.v1.BreakLeaseResponse;
import io.arbiter.v1.GetLeaseResponse;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The one exception to gate exclusivity: says so, asks, and tells how long two gates may be open. */
@Command(name = "break", description = {"Ends a lease without its holder's consent.",
    "The old holder's gate may still be open for a while; only storage that checks fencing tokens is "
            + "safe. To move "
        + "a lease from a live holder in order use: arbiter lease transfer."},
        footer = {"Examples:", "  arbiter lease break orders --expect-token 7 --reason 'us-east is on fire'",
            "  arbiter lease break orders --expect-token 7 --reason INC-4711 --yes -o json"})
final class LeaseBreakCommand extends ClusterCommand {
    @Parameters(paramLabel = "RESOURCE", converter = Converters.Resource.class,
            description = "What the lease is for.")
    private String resource;

    @Option(names = "--expect-token", paramLabel = "TOKEN", required = true,
            converter = Converters.Token.class,
            description = "Refuse if the lease has another fencing token by now.")
    private long token;

    @Mixin
    private final OperatorsWill will = new OperatorsWill();

    @Override
    ExitCode run(Cluster cluster, Output output) {
        GetLeaseResponse before = new LeaseReader(cluster, resource).expect(token);
        will.confirm(cli().around(), "Breaking " + Text.printable(resource) + ", held by "
                + Words.holder(before.getLease()) + ": its gate may stay open for up to " + span(before) + ".");
        BreakLeaseRequest request = BreakLeaseRequest.newBuilder().setResource(resource)
                .setExpectedToken(token)
                .setReason(will.reason()).setActor(will.actor(cli().around())).build();
        BreakLeaseResponse answer = cluster.once(stub -> stub.breakLease(request));
        print(before, answer, output);
        return ExitCode.OK;
    }

    private void print(GetLeaseResponse before, BreakLeaseResponse answer, Output output) {
        if (output.json()) {
            output.object(json(before, answer));
            return;
        }
        output.say("broke " + Text.printable(resource) + ", token " + token);
        output.say(answer.hasNext()
                ? "next    " + Words.holder(answer.getNext()) + ", token " + answer.getNext().getToken()
                : "next    nobody waits");
        output.say(output.paint().warn("warning: " + Words.holder(before.getLease())
                + " may believe that it holds it for up "
                + "to " + span(before) + ": until then only the storage's token check protects the data"));
    }

    private static String span(GetLeaseResponse lease) {
        return lease.hasRemainingMillis() ? Spans.format(lease.getRemainingMillis()) : "its TTL";
    }

    private JsonObject json(GetLeaseResponse before, BreakLeaseResponse answer) {
        JsonObject object = new JsonObject();
        object.addProperty("resource", resource);
        object.addProperty("brokenToken", Long.toString(token));
        object.addProperty("oldGateOpenForUpToMillis", Long.toString(before.getRemainingMillis()));
        object.add("old", Json.of(before.getLease()));
        if (answer.hasNext()) {
            object.add("next", Json.of(answer.getNext()));
        }
        return object;
    }
}
