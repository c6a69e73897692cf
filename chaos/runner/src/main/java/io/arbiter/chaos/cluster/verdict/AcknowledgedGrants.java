package io.arbiter.chaos.cluster.verdict;

import io.arbiter.chaos.check.Checker;
import io.arbiter.chaos.check.Verdict;
import io.arbiter.chaos.history.History;
import io.arbiter.chaos.history.History.Call;
import io.arbiter.client.model.Grant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * S6 and S1 by the arbiter's own events, read after all faults: every grant that a client received is among them, as
 * the client received it, and their tokens only go up.
 */
public final class AcknowledgedGrants implements Checker {
    private static final String NAME = "acknowledged grants";

    private final List<Grant> grants;

    /** @param grants of this run's resources, in the order of the events */
    public AcknowledgedGrants(List<Grant> grants) {
        this.grants = List.copyOf(grants);
    }

    @Override
    public Verdict check(History history) {
        long highest = 0;
        Map<Long, Grant> byToken = new HashMap<>();
        for (Grant grant : grants) {
            if (grant.token() <= highest) {
                return Verdict.invalid(
                        NAME,
                        "token " + grant.token() + " of " + grant.resource() + " was granted after token " + highest,
                        List.of());
            }
            highest = grant.token();
            byToken.put(highest, grant);
        }
        List<Call> told = history.calls().stream()
                .filter(call -> call.is("acquire"))
                .filter(Call::isOk)
                .toList();
        Optional<Call> lost = told.stream()
                .filter(call -> !agrees(byToken.get(call.result().number("token")), call))
                .findFirst();
        return lost.map(call -> Verdict.invalid(
                        NAME,
                        "the arbiter acknowledged a grant that its events do not tell" + " of, or tell otherwise: "
                                + byToken.get(call.result().number("token")),
                        List.of(call.invocation(), call.result())))
                .orElseGet(() -> valid(told));
    }

    private Verdict valid(List<Call> told) {
        Set<Long> tokens = new HashSet<>();
        told.forEach(call -> tokens.add(call.result().number("token")));
        return Verdict.valid(NAME, tokens.size() + " acknowledged, all among the " + grants.size() + " of the events");
    }

    private static boolean agrees(Grant grant, Call call) {
        return grant != null
                && grant.resource().equals(call.result().text("resource"))
                && grant.holder().equals(call.result().text("client"));
    }
}
