package io.arbiter.chaos.cluster.verdict;

import io.arbiter.chaos.check.Checker;
import io.arbiter.chaos.check.Verdict;
import io.arbiter.chaos.history.History;
import io.arbiter.chaos.history.History.Call;
import io.arbiter.v1.LeaseInfo;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * S6 and S1 by the arbiter's own events, read after all faults: every grant that a client was told of is among them,
 * as it was told, and their tokens only go up.
 */
public final class AcknowledgedGrants implements Checker {
    private static final String NAME = "acknowledged grants";

    private final List<LeaseInfo> grants;

    /** @param grants of this run's resources, in the order of the events */
    public AcknowledgedGrants(List<LeaseInfo> grants) {
        this.grants = List.copyOf(grants);
    }

    @Override
    public Verdict check(History history) {
        long highest = 0;
        Map<Long, LeaseInfo> byToken = new HashMap<>();
        for (LeaseInfo grant : grants) {
            if (grant.getToken() <= highest) {
                return Verdict.invalid(NAME, "token " + grant.getToken() + " of " + grant.getResource()
                        + " was granted after token " + highest, List.of());
            }
            highest = grant.getToken();
            byToken.put(highest, grant);
        }
        List<Call> told = history.calls().stream().filter(call -> call.invocation().f().equals("acquire"))
                .filter(Call::isOk).toList();
        Optional<Call> lost = told.stream().filter(call -> !agrees(byToken.get(call.result().number("token")), call))
                .findFirst();
        return lost.map(call -> Verdict.invalid(NAME, "the arbiter acknowledged a grant that its events do not tell"
                + " of, or tell otherwise: " + byToken.get(call.result().number("token")),
                List.of(call.invocation(), call.result()))).orElseGet(() -> valid(told));
    }

    private Verdict valid(List<Call> told) {
        Set<Long> tokens = new HashSet<>();
        told.forEach(call -> tokens.add(call.result().number("token")));
        return Verdict.valid(NAME, tokens.size() + " acknowledged, all among the " + grants.size() + " of the events");
    }

    private static boolean agrees(LeaseInfo grant, Call call) {
        return grant != null && grant.getResource().equals(call.result().text("resource"))
                && grant.getHolder().equals(call.result().text("client"));
    }
}
