package io.arbiter.server.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.core.auth.AuthChange;
import io.arbiter.core.auth.Binding;
import io.arbiter.core.auth.ChangedBy;
import io.arbiter.core.auth.Principal;
import io.arbiter.core.command.Command;
import io.arbiter.core.command.OperatorAction;
import io.arbiter.v1.GetPausesRequest;
import io.arbiter.v1.PauseInfo;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A caller sees the pauses of what it may read, and of nothing else. */
class PauseReadsTest {
    private static final Principal OPERATOR = new Principal("spiffe://arbiter/operator/jane");
    private static final Principal READER = new Principal("spiffe://arbiter/region/us-east/sidecar/orders");
    private final ReadReplica replica = new ReadReplica();

    @BeforeEach
    void pausesAndAReaderOfOneResource() {
        for (String scope : List.of("", "orders", "orders/", "orders/eu", "orders/us", "stock/")) {
            long version = replica.read(view -> view.state().pauses().version());
            replica.apply(new Command.ChangePauses(true, scope, version, new OperatorAction("alice", "drill")));
        }
        var by = new ChangedBy(OPERATOR, "as planned");
        replica.apply(new Command.ChangeAuth(new AuthChange.Enable(), by));
        replica.apply(new Command.ChangeAuth(
                new AuthChange.PutBinding(new Binding(READER.identity(), "viewer", "orders/eu")), by));
    }

    private List<String> scopes(GetPausesRequest.Builder request) {
        return replica
                .read(view ->
                        PauseReads.getPauses(view, request.build(), view.state().rightsOf(READER)))
                .getPausesList()
                .stream()
                .map(PauseInfo::getScope)
                .toList();
    }

    @Test
    void aPauseIsForWhoeverMayReadSomethingUnderIt() {
        assertThat(scopes(GetPausesRequest.newBuilder())).containsExactly("", "orders/", "orders/eu");
    }

    @Test
    void ofOneResourceOnlyWhatCoversIt() {
        assertThat(scopes(GetPausesRequest.newBuilder().setResource("orders/eu")))
                .containsExactly("", "orders/", "orders/eu");
        assertThat(scopes(GetPausesRequest.newBuilder().setResource("stock/1"))).isEmpty();
    }
}
