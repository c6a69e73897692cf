package io.arbiter.cli;

import io.arbiter.v1.GetLeaseResponse;
import io.arbiter.v1.LeaseInfo;
import io.arbiter.v1.WaiterInfo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** One lease, in full. */
@Command(name = "get", description = {"Shows who holds RESOURCE, with which token, and who waits.",
    "Exits with 3 if nobody holds it."},
        footer = {"Examples:", "  arbiter lease get orders", "  arbiter lease get orders --stale -o json"})
final class LeaseGetCommand extends ClusterCommand {
    @Parameters(paramLabel = "RESOURCE", converter = Converters.Resource.class,
            description = "What the lease is for.")
    private String resource;

    @Override
    ExitCode run(Cluster cluster, Output output) {
        GetLeaseResponse found = new LeaseReader(cluster, resource).read(consistency());
        if (output.json()) {
            output.object(found);
        } else if (found.hasLease()) {
            describe(found, output);
        } else {
            output.say(Text.printable(resource) + " is held by nobody");
        }
        return found.hasLease() ? ExitCode.OK : ExitCode.NOT_FOUND;
    }

    private static void describe(GetLeaseResponse found, Output output) {
        LeaseInfo lease = found.getLease();
        output.say("resource   " + Text.printable(lease.getResource()));
        output.say("token      " + lease.getToken());
        output.say("holder     " + Words.holder(lease));
        output.say("granted    " + Spans.instant(lease.getGrantedWallMillis()) + ", revision "
                + lease.getGrantedRevision() + ", proof " + Words.proof(lease.getProof()));
        if (found.hasRemainingMillis()) {
            output.say("lapses in  " + Spans.format(found.getRemainingMillis()) + " unless renewed");
        }
        if (lease.getHandoverToSessionId() != 0) {
            output.say("handover   asked for, to session " + lease.getHandoverToSessionId());
        }
        for (WaiterInfo waiter : found.getWaitersList()) {
            output.say("waiting    " + Words.waiter(waiter));
        }
        output.say("revision   " + found.getRevision());
    }
}
