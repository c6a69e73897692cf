package io.arbiter.cli.lease;

import com.google.gson.JsonObject;
import io.arbiter.cli.base.CliException;
import io.arbiter.cli.base.ExitCode;
import io.arbiter.cli.base.Output;
import io.arbiter.cli.cluster.Advice;
import io.arbiter.cli.cluster.Cluster;
import io.arbiter.cli.cluster.LeaseReader;
import io.arbiter.cli.command.ActorOption;
import io.arbiter.cli.command.ClusterCommand;
import io.arbiter.cli.command.Converters;
import io.arbiter.cli.command.GrantRef;
import io.arbiter.cli.hold.HeldLease;
import io.arbiter.cli.text.DisplayText;
import io.arbiter.cli.text.Json;
import io.arbiter.cli.text.Text;
import io.arbiter.v1.ErrorReason;
import io.arbiter.v1.GetLeaseResponse;
import io.arbiter.v1.LeaseInfo;
import io.arbiter.v1.WaiterInfo;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Asks a live holder to hand over, and waits until the holder has. */
@Command(
        name = "transfer",
        description = {
            "Moves RESOURCE from its live holder to a session that waits for it.",
            "The holder closes its gate first, so the gates of the two never overlap. It hears of the request in "
                    + "its next "
                    + "renewal; this command waits until the new grant is there."
        },
        footer = {
            "Examples:",
            "  arbiter lease transfer orders --to us-west --expect-token 7",
            "  arbiter lease transfer orders --to 15 --expect-token 7 --wait 1m -o json"
        })
public final class LeaseTransferCommand extends ClusterCommand {
    private static final Set<String> MOVED = Set.of(ErrorReason.STALE_TOKEN.name(), ErrorReason.NOT_HELD.name());

    @Option(
            names = "--to",
            paramLabel = "REGION|SESSION",
            required = true,
            converter = Converters.Region.class,
            description = "The receiver: the first waiter of a region, or a session that waits.")
    private String to;

    @Mixin
    private final GrantRef grant = new GrantRef();

    @Option(
            names = "--wait",
            paramLabel = "DURATION",
            converter = Converters.Wait.class,
            defaultValue = "30s",
            description =
                    "How long to wait for the new grant; 0s: only leave the request. Default: " + "${DEFAULT-VALUE}.")
    private Duration wait;

    @Mixin
    private final ActorOption actor = new ActorOption();

    @Override
    public ExitCode run(Cluster cluster, Output output) {
        GetLeaseResponse before = new LeaseReader(cluster, grant.resource()).expect(grant.token());
        WaiterInfo receiver = receiver(before);
        HandoverWait handover = new HandoverWait(cluster, before, receiver);
        Optional<LeaseInfo> already = requestHandover(cluster, receiver, handover);
        if (already.isEmpty() && wait.isZero()) {
            printAsked(receiver, output);
            return ExitCode.OK;
        }
        print(before.getLease(), already.orElseGet(() -> handover.await(wait, output::note)), output);
        return ExitCode.OK;
    }

    /** The lease has moved since it was read: by this request, perhaps, if its first answer was lost. */
    private Optional<LeaseInfo> requestHandover(Cluster cluster, WaiterInfo receiver, HandoverWait handover) {
        String who = actor.name(cli().around());
        try {
            cluster.change(admin -> {
                admin.requestHandover(grant.resource(), grant.token(), receiver.getSessionId(), who);
                return null;
            });
            return Optional.empty();
        } catch (CliException e) {
            if (!MOVED.contains(e.reason())) {
                throw e;
            }
            return Optional.of(handover.find(HeldLease.LAST_WORD, note -> {}).orElseThrow(() -> e));
        }
    }

    private WaiterInfo receiver(GetLeaseResponse lease) {
        return lease.getWaitersList().stream()
                .filter(waiter -> waiter.getRegion().equals(to)
                        || Long.toString(waiter.getSessionId()).equals(to))
                .findFirst()
                .orElseThrow(
                        () -> CliException.builder(ExitCode.REFUSED, ErrorReason.HANDOVER_TARGET_NOT_WAITING.name())
                                .message("nobody waits for " + grant.resource() + " in region or session " + to)
                                .fact(
                                        "waiting",
                                        lease.getWaitersList().stream()
                                                .map(DisplayText::waiter)
                                                .toList())
                                .remedy(Advice.on(ErrorReason.HANDOVER_TARGET_NOT_WAITING)
                                        .remedy(grant.resource()))
                                .build());
    }

    private void printAsked(WaiterInfo receiver, Output output) {
        if (output.json()) {
            JsonObject object = new JsonObject();
            object.addProperty("resource", grant.resource());
            object.addProperty("oldToken", Long.toString(grant.token()));
            object.addProperty("toSessionId", Long.toString(receiver.getSessionId()));
            object.addProperty("done", false);
            output.object(object);
        } else {
            output.say("asked the holder of " + Text.printable(grant.resource()) + " to hand over to "
                    + DisplayText.waiter(receiver)
                    + "; it is not done yet: see arbiter lease get");
        }
    }

    private void print(LeaseInfo old, LeaseInfo next, Output output) {
        if (output.json()) {
            JsonObject object = new JsonObject();
            object.addProperty("resource", grant.resource());
            object.addProperty("oldToken", Long.toString(grant.token()));
            object.addProperty("toSessionId", Long.toString(next.getSessionId()));
            object.addProperty("done", true);
            object.add("lease", Json.of(next));
            output.object(object);
        } else {
            output.say("moved " + Text.printable(grant.resource()) + " from " + DisplayText.holder(old) + ", token "
                    + grant.token());
            output.say("to " + DisplayText.holder(next) + ", token " + next.getToken());
        }
    }
}
