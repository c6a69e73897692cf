package io.arbiter.cli;

import io.arbiter.v1.ChangePoliciesRequest;
import io.arbiter.v1.ChangePoliciesResponse;
import io.arbiter.v1.Failover;
import io.arbiter.v1.GetPoliciesRequest;
import io.arbiter.v1.GetPoliciesResponse;
import io.arbiter.v1.Policy;
import io.arbiter.v1.PolicyFinding;
import io.arbiter.v1.PolicyInfo;
import io.arbiter.v1.PreviewPoliciesRequest;
import io.arbiter.v1.PreviewPoliciesResponse;
import java.util.List;

/** Policies that never change, whatever is asked for. */
final class FakePolicies {
    private static final int VERSION = 4;

    private static final PolicyInfo EVERYTHING = PolicyInfo.newBuilder()
            .setVersion(1)
            .setPolicy(Policy.newBuilder()
                    .addPreferredRegions("us-east")
                    .setFailover(Failover.FAILOVER_AUTOMATIC)
                    .setMinTtlMillis(1_000)
                    .setMaxTtlMillis(3_600_000))
            .build();
    private static final PolicyInfo RESIDENCY = PolicyInfo.newBuilder()
            .setVersion(VERSION)
            .setPolicy(Policy.newBuilder()
                    .setScope("tenants/eu/")
                    .addAllowedRegions("eu-central")
                    .setFailover(Failover.FAILOVER_MANUAL)
                    .setLockDelayMillis(2_000)
                    .setMinTtlMillis(1_000)
                    .setMaxTtlMillis(3_600_000))
            .build();

    private FakePolicies() {}

    static GetPoliciesResponse get(GetPoliciesRequest request) {
        List<PolicyInfo> found = !request.hasResource()
                ? List.of(EVERYTHING, RESIDENCY)
                : List.of(request.getResource().startsWith("tenants/eu/") ? RESIDENCY : EVERYTHING);
        return GetPoliciesResponse.newBuilder()
                .setRevision(100)
                .setVersion(VERSION)
                .addAllPolicies(found)
                .build();
    }

    /** More than one page. */
    static PreviewPoliciesResponse preview(PreviewPoliciesRequest request) {
        var answer = PreviewPoliciesResponse.newBuilder().setRevision(100).setVersion(VERSION);
        if (request.getAfterResource().isEmpty()) {
            return answer.addFindings(PolicyFinding.newBuilder()
                            .setKind(PolicyFinding.Kind.KIND_CONFINED)
                            .setResource("tenants/eu/1")
                            .setSessionId(11)
                            .setRegion("eu-central")
                            .setToken(5)
                            .setScope("tenants/eu/"))
                    .setMore(true)
                    .setLastResource("tenants/eu/1")
                    .build();
        }
        return answer.addFindings(PolicyFinding.newBuilder()
                        .setKind(PolicyFinding.Kind.KIND_KEEPS_LEASE)
                        .setResource("tenants/eu/4711")
                        .setSessionId(13)
                        .setRegion("us-west")
                        .setHolder("db-writer, host2:78")
                        .setToken(8)
                        .setScope("tenants/eu/")
                        .setField("region")
                        .setFound("us-west")
                        .setAllowed("eu-central"))
                .addFindings(PolicyFinding.newBuilder()
                        .setKind(PolicyFinding.Kind.KIND_STRANDED)
                        .setResource("tenants/eu/moved from us-west")
                        .setSessionId(12)
                        .setRegion("us-west")
                        .setToken(6)
                        .setScope("tenants/eu/")
                        .setField("region")
                        .setFound("us-west")
                        .setAllowed("eu-central"))
                .build();
    }

    static ChangePoliciesResponse change(ChangePoliciesRequest request) {
        if (request.getExpectedVersion() != VERSION) {
            throw FakeArbiter.refuse(
                    10,
                    "POLICY_VERSION_MISMATCH",
                    "the policies are at version " + VERSION,
                    "expected",
                    Long.toString(request.getExpectedVersion()),
                    "actual",
                    Integer.toString(VERSION));
        }
        return ChangePoliciesResponse.newBuilder().setVersion(VERSION + 1L).build();
    }
}
