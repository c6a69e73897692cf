package io.arbiter.server.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.core.auth.Principal;
import io.arbiter.core.command.Command;
import io.arbiter.core.command.OperatorAction;
import io.arbiter.core.policy.Failover;
import io.arbiter.server.access.Ownership;
import io.arbiter.v1.ExplainRequest;
import io.arbiter.v1.ExplainResponse.Condition;
import io.arbiter.v1.ExplainResponse.Condition.Code;
import io.arbiter.v1.PolicyFinding;
import io.arbiter.v1.PreviewPoliciesRequest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A pause is named as an obstacle where it is one, with what helps. */
class PauseExplanationTest {
    private final ReadReplica replica = new ReadReplica();

    private List<Condition> conditions(String region) {
        var request = ExplainRequest.newBuilder().setResource("orders").setRegion(region);
        return replica.read(view -> Explanation.explain(view, request.build())).getConditionsList();
    }

    private List<Code> codes(String region) {
        return conditions(region).stream().map(Condition::getCode).toList();
    }

    private void pause(String scope) {
        replica.apply(new Command.ChangePauses(true, scope, 0, new OperatorAction("alice", "drill")));
    }

    @Test
    void aPauseStandsBeforeOtherRegionsThanTheHolders() {
        replica.open("us-east", "orders");
        replica.open("us-west", "orders");
        replica.open("us-east", "orders");
        pause("");
        assertThat(codes("us-west")).containsExactly(Code.CODE_HELD, Code.CODE_PAUSED);
        assertThat(conditions("us-west").get(0).hasEarliestMillis())
                .as("it does not pass on by silence")
                .isFalse();
        assertThat(conditions("us-west").get(0).getDetail()).contains("because failover is paused");
        assertThat(conditions("us-west").get(1).getDetail())
                .contains("Failover of all resources is paused since", "alice (drill)", "arbiter resume)");
        assertThat(codes("us-east")).doesNotContain(Code.CODE_PAUSED);
    }

    @Test
    void andBeforeOtherRegionsThanWhereTheLeaseEnded() {
        long holder = replica.open("us-east", "orders");
        replica.open("us-west", "orders");
        replica.open("us-east");
        pause("orders");
        replica.apply(new Command.ExpireSession(holder, 0));
        assertThat(codes("us-west")).containsExactly(Code.CODE_PAUSED);
        assertThat(conditions("us-west").get(0).getDetail())
                .contains("only sessions of us-east", "arbiter resume orders", "breaks token 1");
        assertThat(codes("us-east")).as("it would be granted it now").isEmpty();
    }

    @Test
    void aChangeOfPoliciesDoesNotFreeWhatIsPaused() {
        long holder = replica.open("us-east", "orders");
        pause("orders");
        replica.putPolicy("orders", Failover.MANUAL);
        replica.apply(new Command.ExpireSession(holder, 0));
        assertThat(findings(replica.read(
                        view -> new PolicyFindings(view.state(), view.state().policies())
                                .of(view.state().resource("orders").orElseThrow()))))
                .containsExactly(PolicyFinding.Kind.KIND_CONFINED);
        var deletion = PreviewPoliciesRequest.newBuilder().addDeletes("orders").build();
        assertThat(findings(replica.read(view -> PolicyReads.preview(
                                view,
                                deletion,
                                new Visible(view.state().rightsOf(Principal.NOBODY), Principal.NOBODY, Ownership.EXACT))
                        .getFindingsList())))
                .containsExactly(PolicyFinding.Kind.KIND_CONFINED);
    }

    private static List<PolicyFinding.Kind> findings(List<PolicyFinding> found) {
        return found.stream().map(PolicyFinding::getKind).toList();
    }
}
