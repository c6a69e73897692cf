package io.arbiter.cli.lease;

import io.arbiter.cli.base.ExitCode;
import io.arbiter.cli.base.Output;
import io.arbiter.cli.cluster.Cluster;
import io.arbiter.cli.cluster.LeaseReader;
import io.arbiter.cli.command.ClusterCommand;
import io.arbiter.cli.command.Converters;
import io.arbiter.cli.text.DisplayText;
import io.arbiter.cli.text.Durations;
import io.arbiter.cli.text.Text;
import io.arbiter.v1.GetLeaseResponse;
import io.arbiter.v1.LeaseInfo;
import io.arbiter.v1.WaiterInfo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** One lease, in full. */
@Command(
        name = "get",
        description = {"Shows who holds RESOURCE, with which token, and who waits.", "Exits with 3 if nobody holds it."
        },
        footer = {"Examples:", "  arbiter lease get orders", "  arbiter lease get orders --stale -o json"})
public final class LeaseGetCommand extends ClusterCommand {
    @Parameters(paramLabel = "RESOURCE", converter = Converters.Resource.class, description = "What the lease is for.")
    private String resource;

    @Override
    public ExitCode run(Cluster cluster, Output output) {
        GetLeaseResponse found = new LeaseReader(cluster, resource).read(consistency());
        if (output.json()) {
            output.object(found);
        } else if (found.hasLease()) {
            describe(found, output);
        } else {
            output.say(Text.printable(resource) + " is held by nobody" + confined(found));
        }
        return found.hasLease() ? ExitCode.OK : ExitCode.NOT_FOUND;
    }

    private static String confined(GetLeaseResponse found) {
        if (found.hasConfinement() && found.getConfinement().getRegion().isEmpty()) {
            return ", and granted to nobody until failover is resumed";
        }
        return found.hasConfinement()
                ? ", and stays in " + Text.printable(found.getConfinement().getRegion()) + ", where token "
                        + found.getConfinement().getToken() + " ended: its failover is manual or paused"
                : "";
    }

    private static void describe(GetLeaseResponse found, Output output) {
        LeaseInfo lease = found.getLease();
        output.say("resource   " + Text.printable(lease.getResource()));
        output.say("token      " + lease.getToken());
        output.say("holder     " + DisplayText.holder(lease));
        output.say("granted    " + Durations.instant(lease.getGrantedWallMillis()) + ", revision "
                + lease.getGrantedRevision() + ", basis " + DisplayText.basis(lease.getBasis()));
        if (found.hasRemainingMillis()) {
            output.say("lapses in  " + Durations.format(found.getRemainingMillis()) + " unless renewed");
        }
        if (lease.getHandoverToSessionId() != 0) {
            output.say("handover   asked for, to session " + lease.getHandoverToSessionId());
        }
        for (WaiterInfo waiter : found.getWaitersList()) {
            output.say("waiting    " + DisplayText.waiter(waiter));
        }
        output.say("revision   " + found.getRevision());
    }
}
