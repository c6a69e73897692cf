package io.arbiter.chaos.check;

import io.arbiter.chaos.history.History.Call;
import io.arbiter.chaos.history.Operation;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Shows people what convicts a history: as the lines of the history, and in words. */
public final class Evidence {
    private Evidence() {}

    /** Invocations and completions of these calls, in the order of the history. */
    public static List<Operation> of(Collection<Call> calls) {
        Map<Integer, Operation> lines = new TreeMap<>();
        for (Call call : calls) {
            lines.put(call.invokedAt(), call.invocation());
            call.completion().ifPresent(completion -> lines.put(call.completedAt(), completion));
        }
        return List.copyOf(lines.values());
    }

    public static List<Operation> of(Call... calls) {
        return of(List.of(calls));
    }

    /** The call, its result, client and time: {@code acquire (resource r1, client a, token 5) ...}. */
    public static String words(Call call) {
        Operation said = call.completion().orElse(call.invocation());
        StringBuilder fields = new StringBuilder();
        said.value()
                .forEach((field, value) -> fields.append(fields.length() == 0 ? "" : ", ")
                        .append(field)
                        .append(' ')
                        .append(value));
        return "%s (%s) by process %d, %s"
                .formatted(
                        said.f(),
                        fields,
                        said.process(),
                        call.completion().isEmpty()
                                ? "begun at " + seconds(said.time())
                                : call.outcome().text() + " at " + seconds(said.time()));
    }

    /** @param nanos on the observer's clock */
    public static String seconds(long nanos) {
        return "%d.%03d s".formatted(nanos / 1_000_000_000, nanos / 1_000_000 % 1000);
    }
}
