package io.arbiter.cli;

import io.arbiter.v1.Consistency;
import io.arbiter.v1.GetLeaseRequest;
import io.arbiter.v1.GetLeaseResponse;

/** Reads one lease before it is changed, so that the operator hears what the change means. */
record LeaseReader(Cluster cluster, String resource) {

    GetLeaseResponse read(Consistency consistency) {
        GetLeaseRequest request = GetLeaseRequest.newBuilder().setResource(resource)
                .setConsistency(consistency).build();
        return cluster.repeatable(stub -> stub.getLease(request));
    }

    /** Linearizable, and refused if the lease is not the one that the operator saw. */
    GetLeaseResponse expect(long token) {
        GetLeaseResponse found = read(Consistency.CONSISTENCY_LINEARIZABLE);
        if (!found.hasLease()) {
            throw refusal(Reason.NOT_HELD, "nobody holds " + resource).fact("presented", token).build();
        }
        if (found.getLease().getToken() != token) {
            throw refusal(Reason.STALE_TOKEN, resource + " is held with token " + found.getLease().getToken()
                    + ", not "
                    + token).fact("presented", token).fact("current_token", found.getLease().getToken())
                    .fact("holder", found.getLease().getHolder()).build();
        }
        return found;
    }

    private CliException.Builder refusal(Reason reason, String message) {
        return CliException.builder(reason.code(), reason.name()).message(message).remedy(reason.remedy())
                .fact("resource", resource);
    }
}
