package io.arbiter.cli.lease;

import com.google.gson.JsonObject;
import io.arbiter.cli.base.ExitCode;
import io.arbiter.cli.base.Output;
import io.arbiter.cli.cluster.Cluster;
import io.arbiter.cli.cluster.LeaseReader;
import io.arbiter.cli.cluster.WireLease;
import io.arbiter.cli.command.BreakOptions;
import io.arbiter.cli.command.ClusterCommand;
import io.arbiter.cli.command.GrantRef;
import io.arbiter.cli.text.DisplayText;
import io.arbiter.cli.text.Durations;
import io.arbiter.cli.text.Json;
import io.arbiter.cli.text.Text;
import io.arbiter.v1.GetLeaseResponse;
import io.arbiter.v1.LeaseInfo;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The one exception to gate exclusivity: says so, asks, and reports how long two gates may be open. */
@Command(
        name = "break",
        description = {
            "Ends a lease without its holder's consent, or lets other regions follow one that was not released "
                    + "where failover is manual.",
            "The old holder's gate may still be open for a while; only storage that checks fencing tokens is "
                    + "safe. To move "
                    + "a lease from a live holder in order use: arbiter lease transfer."
        },
        footer = {
            "Examples:",
            "  arbiter lease break orders --expect-token 7 --comment 'us-east is on fire'",
            "  arbiter lease break orders --expect-token 7 --comment INC-4711 --yes -o json"
        })
public final class LeaseBreakCommand extends ClusterCommand {
    @Mixin
    private final GrantRef grant = new GrantRef();

    @Mixin
    private final BreakOptions will = new BreakOptions();

    @Override
    public ExitCode run(Cluster cluster, Output output) {
        GetLeaseResponse before = new LeaseReader(cluster, grant.resource()).expectBreakable(grant.token());
        will.confirm(cli().around(), warning(before));
        String actor = will.actor(cli().around());
        Optional<LeaseInfo> next = cluster.change(
                        admin -> admin.breakLease(grant.resource(), grant.token(), will.comment(), actor))
                .map(WireLease::of);
        print(before, next, output);
        return ExitCode.OK;
    }

    private String warning(GetLeaseResponse before) {
        return before.hasLease()
                ? "Breaking " + Text.printable(grant.resource()) + ", held by "
                        + DisplayText.holder(before.getLease())
                        + ": its gate may stay open for up to " + span(before) + "."
                : "Letting other regions than "
                        + Text.printable(before.getConfinement().getRegion()) + " follow token " + grant.token()
                        + " of " + Text.printable(grant.resource())
                        + ": what their copies of the data lack is given up.";
    }

    private void print(GetLeaseResponse before, Optional<LeaseInfo> next, Output output) {
        if (output.json()) {
            output.object(json(before, next));
            return;
        }
        output.say("broke " + Text.printable(grant.resource()) + ", token " + grant.token());
        output.say(next.map(lease -> "next    " + DisplayText.holder(lease) + ", token " + lease.getToken())
                .orElse("next    nobody waits"));
        if (before.hasLease()) {
            warn(before, output);
        }
    }

    private static void warn(GetLeaseResponse before, Output output) {
        output.say(output.paint()
                .warn("warning: " + DisplayText.holder(before.getLease())
                        + " may believe that it holds it for up "
                        + "to " + span(before) + ": until then only the storage's token check protects the data"));
    }

    private static String span(GetLeaseResponse lease) {
        return lease.hasRemainingMillis() ? Durations.format(lease.getRemainingMillis()) : "its TTL";
    }

    private JsonObject json(GetLeaseResponse before, Optional<LeaseInfo> next) {
        JsonObject object = new JsonObject();
        object.addProperty("resource", grant.resource());
        object.addProperty("brokenToken", Long.toString(grant.token()));
        object.addProperty("oldGateOpenForUpToMillis", Long.toString(before.getRemainingMillis()));
        if (before.hasLease()) {
            object.add("old", Json.of(before.getLease()));
        } else {
            object.add("confinement", Json.of(before.getConfinement()));
        }
        next.ifPresent(lease -> object.add("next", Json.of(lease)));
        return object;
    }
}
