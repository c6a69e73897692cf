package io.arbiter.cli.cluster;

import io.arbiter.cli.base.CliException;
import io.arbiter.v1.Call;
import io.arbiter.v1.Consistency;
import io.arbiter.v1.ErrorReason;
import io.arbiter.v1.GetLeaseRequest;
import io.arbiter.v1.GetLeaseResponse;
import io.arbiter.v1.Reply;

/** Reads one lease before it is changed, so that the operator learns what the change means. */
public record LeaseReader(Cluster cluster, String resource) {

    public GetLeaseResponse read(Consistency consistency) {
        GetLeaseRequest.Builder request =
                GetLeaseRequest.newBuilder().setResource(resource).setConsistency(consistency);
        return cluster.read(consistency, Call.newBuilder().setGetLease(request), Reply::getGetLease);
    }

    /** As {@link #expect}, or the confinement that follows the expiry of the lease with this token. */
    public GetLeaseResponse expectBreakable(long token) {
        GetLeaseResponse found = read(Consistency.CONSISTENCY_LINEARIZABLE);
        return found.hasConfinement() && found.getConfinement().getToken() == token ? found : expected(found, token);
    }

    /** Linearizable, and refused if the lease is not the one that the operator saw. */
    public GetLeaseResponse expect(long token) {
        return expected(read(Consistency.CONSISTENCY_LINEARIZABLE), token);
    }

    private GetLeaseResponse expected(GetLeaseResponse found, long token) {
        if (!found.hasLease()) {
            throw refusal(ErrorReason.NOT_HELD, "nobody holds " + resource)
                    .fact("presented", token)
                    .build();
        }
        if (found.getLease().getToken() != token) {
            throw refusal(
                            ErrorReason.STALE_TOKEN,
                            resource + " is held with token " + found.getLease().getToken() + ", not " + token)
                    .fact("presented", token)
                    .fact("current_token", found.getLease().getToken())
                    .fact("holder", found.getLease().getHolder())
                    .build();
        }
        return found;
    }

    private CliException.Builder refusal(ErrorReason reason, String message) {
        return CliException.builder(Advice.on(reason).code(), reason.name())
                .message(message)
                .remedy(Advice.on(reason).remedy(resource))
                .fact("resource", resource);
    }
}
