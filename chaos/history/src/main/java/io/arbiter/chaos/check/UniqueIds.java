package io.arbiter.chaos.check;

import io.arbiter.chaos.history.History;
import io.arbiter.chaos.history.History.Call;
import java.util.HashMap;
import java.util.Map;

/** No id that {@code generate} returned was returned twice. */
public final class UniqueIds implements Checker {
    private static final String NAME = "unique-ids";

    @Override
    public Verdict check(History history) {
        Map<Object, Call> generated = new HashMap<>();
        for (Call call : history.calls("generate")) {
            if (call.isOk()) {
                Object id = call.result().value().get("id");
                Call before = generated.put(id, call);
                if (before != null) {
                    return Verdict.invalid(
                            NAME,
                            "id %s was given to process %d and to process %d"
                                    .formatted(
                                            id,
                                            before.invocation().process(),
                                            call.invocation().process()),
                            Evidence.of(before, call));
                }
            }
        }
        return Verdict.valid(NAME, "%d ids, each given once".formatted(generated.size()));
    }
}
