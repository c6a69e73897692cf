package io.arbiter.server.access;

import static io.arbiter.server.access.Person.refusal;
import static io.arbiter.server.tls.TlsCluster.NODES;
import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.v1.ChangePoliciesRequest;
import io.arbiter.v1.GetPoliciesRequest;
import io.arbiter.v1.Policy;
import io.arbiter.v1.PreviewPoliciesRequest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who may read and change the policies of which scope. */
class PolicyRightsTest extends AuthorizedCluster {
    @Test
    void eachScopeOfAChangeOfPoliciesNeedsThePermission() {
        ann.bind(ann.identity(), "operator", "");
        ann.bind(east.identity(), "operator", own);
        Policy mine = Policy.newBuilder().setScope(own + "/").build();
        Policy anothers = Policy.newBuilder().setScope("x" + own + "/").build();
        long version = ann.at("n1")
                .getPolicies(GetPoliciesRequest.getDefaultInstance())
                .getVersion();
        for (String node : NODES) {
            assertThat(refusal(() -> east.at(node).changePolicies(policies(version, mine, anothers))))
                    .isEqualTo(DENIED);
            assertThat(refusal(() -> east.at(node).changePolicies(policies(version, Policy.getDefaultInstance()))))
                    .isEqualTo(DENIED);
            assertThat(refusal(() -> east.at(node)
                            .previewPolicies(PreviewPoliciesRequest.newBuilder()
                                    .addDeletes("")
                                    .build())))
                    .isEqualTo(DENIED);
        }
        assertThat(east.at("n2").changePolicies(policies(version, mine)).getVersion())
                .isEqualTo(version + 1);
        ann.at("n3").changePolicies(policies(version + 1, anothers));
        assertThat(scopes(east)).contains(own + "/").doesNotContain("x" + own + "/");
        assertThat(scopes(ann)).contains(own + "/", "x" + own + "/");
        assertThat(refusal(() -> west.at("n1").getPolicies(GetPoliciesRequest.getDefaultInstance())))
                .as("without a role")
                .isEqualTo(DENIED);
        ann.unbind(ann.identity(), "operator", "");
    }

    private static ChangePoliciesRequest policies(long version, Policy... puts) {
        return ChangePoliciesRequest.newBuilder()
                .setExpectedVersion(version)
                .addAllPuts(List.of(puts))
                .setActor("somebody")
                .setComment("drill")
                .build();
    }

    private static List<String> scopes(Person person) {
        return person.at("n1").getPolicies(GetPoliciesRequest.getDefaultInstance()).getPoliciesList().stream()
                .map(info -> info.getPolicy().getScope())
                .toList();
    }
}
