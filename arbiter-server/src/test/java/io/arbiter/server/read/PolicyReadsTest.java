package io.arbiter.server.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.core.auth.AuthChange;
import io.arbiter.core.auth.Binding;
import io.arbiter.core.auth.ChangedBy;
import io.arbiter.core.auth.Principal;
import io.arbiter.core.command.Command;
import io.arbiter.core.policy.Failover;
import io.arbiter.core.policy.Policy;
import io.arbiter.server.access.Ownership;
import io.arbiter.v1.GetPoliciesRequest;
import io.arbiter.v1.PolicyFinding;
import io.arbiter.v1.PreviewPoliciesRequest;
import io.arbiter.v1.PreviewPoliciesResponse;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A caller sees the policies of what it may read, and of nothing else. */
class PolicyReadsTest {
    private static final Principal OPERATOR = new Principal("spiffe://arbiter/operator/jane");
    private static final Principal READER = new Principal("spiffe://arbiter/region/us-east/sidecar/orders");
    private final ReadReplica replica = new ReadReplica();

    private void mayRead(String prefix) {
        var by = new ChangedBy(OPERATOR, "as planned");
        replica.apply(new Command.ChangeAuth(new AuthChange.Enable(), by));
        replica.apply(new Command.ChangeAuth(
                new AuthChange.PutBinding(new Binding(READER.identity(), "viewer", prefix)), by));
    }

    private List<String> scopes() {
        return replica
                .read(view -> PolicyReads.getPolicies(
                        view,
                        GetPoliciesRequest.getDefaultInstance(),
                        view.state().rightsOf(READER)))
                .getPoliciesList()
                .stream()
                .map(info -> info.getPolicy().getScope())
                .toList();
    }

    private PreviewPoliciesResponse preview() {
        return replica.read(view -> PolicyReads.preview(
                view,
                PreviewPoliciesRequest.getDefaultInstance(),
                new Visible(view.state().rightsOf(READER), READER, Ownership.EXACT)));
    }

    @Test
    void thePolicyOfOneResourceIsForItsReaders() {
        for (String scope : List.of("", "orders", "orders/", "orders/eu", "orders/us", "stock/")) {
            replica.putPolicy(scope, Failover.MANUAL);
        }
        mayRead("orders/eu");
        assertThat(scopes()).containsExactly("", "orders/", "orders/eu");
    }

    /** Nobody may have it: its region is forbidden, and the others may not follow. */
    @Test
    void whatAPolicyStrandsIsNamedBeforeAndAfter() {
        replica.putPolicy("orders", Failover.MANUAL);
        long holder = replica.open("us-east", "orders");
        replica.apply(new Command.ExpireSession(holder, 0));
        assertThat(findings(PreviewPoliciesRequest.getDefaultInstance()))
                .extracting(PolicyFinding::getKind)
                .containsExactly(PolicyFinding.Kind.KIND_CONFINED);
        var west = io.arbiter.v1.Policy.newBuilder()
                .setScope("orders")
                .addAllowedRegions("us-west")
                .setFailover(io.arbiter.v1.Failover.FAILOVER_MANUAL);
        var stranded = PolicyFinding.newBuilder()
                .setKind(PolicyFinding.Kind.KIND_STRANDED)
                .setResource("orders")
                .setSessionId(holder)
                .setRegion("us-east")
                .setToken(1)
                .setScope("orders")
                .setField("region")
                .setFound("us-east")
                .setAllowed("us-west")
                .build();
        assertThat(findings(PreviewPoliciesRequest.newBuilder().addPuts(west).build()))
                .containsExactly(stranded);
        replica.putPolicy(new Policy(
                "orders", new TreeSet<>(Set.of("us-west")), List.of(), Failover.MANUAL, 0, 1_000, 3_600_000));
        assertThat(findings(PreviewPoliciesRequest.getDefaultInstance())).containsExactly(stranded);
        var anyone = west.clone().setFailover(io.arbiter.v1.Failover.FAILOVER_AUTOMATIC);
        assertThat(findings(PreviewPoliciesRequest.newBuilder().addPuts(anyone).build()))
                .extracting(PolicyFinding::getKind)
                .containsExactly(PolicyFinding.Kind.KIND_FREED);
    }

    private List<PolicyFinding> findings(PreviewPoliciesRequest request) {
        return replica.read(view -> PolicyReads.preview(
                        view, request, new Visible(view.state().rightsOf(OPERATOR), OPERATOR, Ownership.EXACT)))
                .getFindingsList();
    }

    @Test
    void theLastPageNamesNoResource() {
        replica.open("us-east", "stock");
        mayRead("orders");
        assertThat(preview().getMore()).isFalse();
        assertThat(preview().getLastResource()).isEmpty();
    }
}
