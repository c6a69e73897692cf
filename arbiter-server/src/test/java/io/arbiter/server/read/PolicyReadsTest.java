package io.arbiter.server.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.core.auth.AuthChange;
import io.arbiter.core.auth.Binding;
import io.arbiter.core.auth.ChangedBy;
import io.arbiter.core.auth.Principal;
import io.arbiter.core.command.Command;
import io.arbiter.core.policy.Failover;
import io.arbiter.server.access.Ownership;
import io.arbiter.v1.GetPoliciesRequest;
import io.arbiter.v1.PreviewPoliciesRequest;
import io.arbiter.v1.PreviewPoliciesResponse;
import java.util.List;
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

    @Test
    void theLastPageNamesNoResource() {
        replica.open("us-east", "stock");
        mayRead("orders");
        assertThat(preview().getMore()).isFalse();
        assertThat(preview().getLastResource()).isEmpty();
    }
}
