package io.arbiter.cli;

import com.google.gson.JsonObject;
import io.arbiter.v1.GetLeaseResponse;
import io.arbiter.v1.LeaseInfo;
import io.arbiter.v1.RequestHandoverRequest;
import io.arbiter.v1.WaiterInfo;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks a live holder to hand over, and waits until it has. */
@Command(name = "transfer",
description = {"Moves RESOURCE from its live holder to a session that waits for it.",
    "The holder closes its gate first, so the gates of the two never overlap. It hears of the request in "
            + "its next "
        + "renewal; this command waits until the new grant is there."},
        footer = {"Examples:", "  arbiter lease transfer orders --to us-west --expect-token 7",
            "  arbiter lease transfer orders --to 15 --expect-token 7 --wait 1m -o json"})
final class LeaseTransferCommand extends ClusterCommand {
    @Parameters(paramLabel = "RESOURCE", converter = Converters.Resource.class,
            description = "What the lease is for.")
    private String resource;

    @Option(names = "--to", paramLabel = "REGION|SESSION", required = true,
            converter = Converters.Region.class,
            description = "The receiver: the first waiter of a region, or a session that waits.")
    private String to;

    @Option(names = "--expect-token", paramLabel = "TOKEN", required = true,
            converter = Converters.Token.class,
            description = "Refuse if the lease has another fencing token by now.")
    private long token;

    @Option(names = "--wait", paramLabel = "DURATION", converter = Converters.Wait.class,
            defaultValue = "30s",
            description = "How long to wait for the new grant; 0s: only leave the request. Default: "
                    + "${DEFAULT-VALUE}.")
    private Duration wait;

    @Mixin
    private final Actor actor = new Actor();

    @Override
    ExitCode run(Cluster cluster, Output output) {
        GetLeaseResponse before = new LeaseReader(cluster, resource).expect(token);
        WaiterInfo receiver = receiver(before);
        RequestHandoverRequest request = RequestHandoverRequest.newBuilder().setResource(resource)
                .setExpectedToken(token).setToSessionId(receiver.getSessionId())
                .setActor(actor.name(cli().around()))
                .build();
        cluster.once(stub -> stub.requestHandover(request));
        if (wait.isZero()) {
            printAsked(receiver, output);
            return ExitCode.OK;
        }
        LeaseInfo next = new HandoverWait(cluster, before, receiver).await(wait, output::note);
        print(before.getLease(), next, output);
        return ExitCode.OK;
    }

    private WaiterInfo receiver(GetLeaseResponse lease) {
        return lease.getWaitersList().stream()
                .filter(waiter -> waiter.getRegion().equals(to) || Long.toString(waiter.getSessionId())
                .equals(to))
                .findFirst()
                .orElseThrow(() -> CliException
                        .builder(ExitCode.REFUSED, Reason.HANDOVER_TARGET_NOT_WAITING.name())
                        .message("nobody waits for " + resource + " in region or session " + to)
                        .fact("waiting", lease.getWaitersList().stream().map(Words::waiter).toList())
                        .remedy(Reason.HANDOVER_TARGET_NOT_WAITING.remedy()).build());
    }

    private void printAsked(WaiterInfo receiver, Output output) {
        if (output.json()) {
            JsonObject object = new JsonObject();
            object.addProperty("resource", resource);
            object.addProperty("oldToken", Long.toString(token));
            object.addProperty("toSessionId", Long.toString(receiver.getSessionId()));
            object.addProperty("done", false);
            output.object(object);
        } else {
            output.say("asked the holder of " + Text.printable(resource) + " to hand over to "
                    + Words.waiter(receiver)
                    + "; it is not done yet: see arbiter lease get");
        }
    }

    private void print(LeaseInfo old, LeaseInfo next, Output output) {
        if (output.json()) {
            JsonObject object = new JsonObject();
            object.addProperty("resource", resource);
            object.addProperty("oldToken", Long.toString(token));
            object.addProperty("toSessionId", Long.toString(next.getSessionId()));
            object.addProperty("done", true);
            object.add("lease", Json.of(next));
            output.object(object);
        } else {
            output.say("moved " + Text.printable(resource) + " from " + Words.holder(old) + ", token "
                    + token);
            output.say("to " + Words.holder(next) + ", token " + next.getToken());
        }
    }
}
