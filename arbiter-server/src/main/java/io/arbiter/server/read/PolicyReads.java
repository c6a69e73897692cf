package io.arbiter.server.read;

import io.arbiter.core.auth.Permission;
import io.arbiter.core.auth.Rights;
import io.arbiter.core.machine.Resource;
import io.arbiter.core.policy.Policies;
import io.arbiter.core.policy.StoredPolicy;
import io.arbiter.server.codec.policy.WirePolicies;
import io.arbiter.server.replica.View;
import io.arbiter.v1.GetPoliciesRequest;
import io.arbiter.v1.GetPoliciesResponse;
import io.arbiter.v1.PreviewPoliciesRequest;
import io.arbiter.v1.PreviewPoliciesResponse;
import java.util.stream.Stream;

/** Answers about policies, from a view of the state. The requests have been checked. */
public final class PolicyReads {
    /** Of one page, because nothing is applied while a page is made. */
    private static final int MAX_EXAMINED = 10_000;

    private PolicyReads() {}

    public static GetPoliciesResponse getPolicies(View view, GetPoliciesRequest request, Rights rights) {
        Policies policies = view.state().policies();
        return GetPoliciesResponse.newBuilder()
                .setRevision(LeaseReads.revision(view))
                .setVersion(policies.version())
                .addAllPolicies(visible(policies, request, rights)
                        .map(WirePolicies::info)
                        .toList())
                .build();
    }

    /** Whoever may read something under a policy sees that policy. */
    private static Stream<StoredPolicy> visible(Policies policies, GetPoliciesRequest request, Rights rights) {
        if (request.hasResource()) {
            return policies.of(request.getResource()).stream()
                    .filter(policy -> rights.may(Permission.READ, request.getResource()));
        }
        return policies.byScope().values().stream()
                .filter(stored -> Visible.shows(stored.policy().scope(), rights));
    }

    public static PreviewPoliciesResponse preview(View view, PreviewPoliciesRequest request, Visible visible) {
        Policies now = view.state().policies();
        Policies next = now.with(WirePolicies.change(now.version(), request.getPutsList(), request.getDeletesList()));
        var findings = new PolicyFindings(view.state(), next);
        var answer = PreviewPoliciesResponse.newBuilder()
                .setRevision(LeaseReads.revision(view))
                .setVersion(now.version());
        int examined = 0;
        String last = request.getAfterResource();
        for (Resource resource : view.state()
                .resources()
                .tailMap(request.getAfterResource(), request.getAfterResource().isEmpty())
                .values()) {
            if (examined++ == MAX_EXAMINED || answer.getFindingsCount() >= ReadRequests.MAX_PAGE) {
                return answer.setMore(true).setLastResource(last).build();
            }
            if (visible.shows(resource.name())) {
                answer.addAllFindings(findings.of(resource));
            }
            last = resource.name();
        }
        return answer.build();
    }
}
