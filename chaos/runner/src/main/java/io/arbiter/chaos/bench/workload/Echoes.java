package io.arbiter.chaos.bench.workload;

import io.arbiter.chaos.check.Checker;
import io.arbiter.chaos.check.Verdict;
import io.arbiter.chaos.history.History;
import java.util.List;

/** Each echo equals its request. */
final class Echoes implements Checker {
    private static final String NAME = "echo";

    @Override
    public Verdict check(History history) {
        List<History.Call> echoes = history.calls().stream()
                .filter(call -> call.is("echo") && call.isOk())
                .toList();
        for (History.Call echo : echoes) {
            if (!echo.invocation().text("echo").equals(echo.result().text("echo"))) {
                return Verdict.invalid(
                        NAME,
                        "the echo of '" + echo.invocation().text("echo") + "' was '"
                                + echo.result().text("echo") + "'",
                        List.of(echo.invocation(), echo.result()));
            }
        }
        return Verdict.valid(NAME, echoes.size() + " echoes");
    }
}
