package io.arbiter.chaos.check;

import io.arbiter.chaos.history.History;
import io.arbiter.chaos.history.History.Call;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Picks calls out of a history. */
final class Calls {
    private Calls() {}

    static List<Call> of(History history, String... functions) {
        Set<String> wanted = Set.copyOf(Arrays.asList(functions));
        return history.calls().stream()
                .filter(call -> wanted.contains(call.invocation().f()))
                .toList();
    }

    /** By their subject, in the order of the history. */
    static Map<String, List<Call>> by(String field, List<Call> calls) {
        return calls.stream()
                .collect(Collectors.groupingBy(
                        call -> String.valueOf(call.invocation().value().get(field)),
                        LinkedHashMap::new,
                        Collectors.toList()));
    }

    static boolean is(Call call, String f) {
        return call.invocation().f().equals(f);
    }

    static String client(Call call) {
        return call.invocation().text("client");
    }

    static String resource(Call call) {
        return call.invocation().text("resource");
    }

    /** Of a call that names its token when it is invoked. */
    static long token(Call call) {
        return call.invocation().number("token");
    }

    /** Whether the one had returned when the other started. */
    static boolean precedes(Call one, Call other) {
        return one.completedAt() < other.invokedAt();
    }
}
