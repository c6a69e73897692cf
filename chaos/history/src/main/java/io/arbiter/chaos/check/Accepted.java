package io.arbiter.chaos.check;

import io.arbiter.chaos.history.History.Call;
import io.arbiter.chaos.history.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A guarded call that storage certainly accepted: storage said so, or a client read the value that the call wrote
 * (values are unique).
 *
 * @param by where in the history it had been accepted, at the latest
 * @param shownBy the call itself, or the read that shows it
 */
record Accepted(Call call, int by, Call shownBy) {
    /** The value that is read before the first write. */
    static final String NOTHING = "nothing";

    /** @param guarded guarded reads and writes of one resource */
    static List<Accepted> of(List<Call> guarded) {
        Map<Object, Accepted> readBy = new HashMap<>();
        guarded.stream().filter(call -> call.is("guarded_write") || call.isOk()).forEach(call -> {
            int at = call.is("guarded_write") ? call.invokedAt() : call.completedAt();
            readBy.merge(base(call), new Accepted(call, at, call), Accepted::earlier);
        });
        List<Accepted> accepted = new ArrayList<>();
        for (Call call : guarded) {
            Accepted said = call.isOk() ? new Accepted(call, call.completedAt(), call) : null;
            Accepted read = call.is("guarded_write") ? readBy.get(value(call)) : null;
            if (read != null) {
                said = earlier(new Accepted(call, read.by(), read.call()), said);
            }
            if (said != null) {
                accepted.add(said);
            }
        }
        return accepted;
    }

    private static Accepted earlier(Accepted one, Accepted other) {
        return other == null || one.by() < other.by() ? one : other;
    }

    /** The value that the caller read, before its write or by its read. */
    static Object base(Call call) {
        Operation told = call.is("guarded_write") ? call.invocation() : call.result();
        return told.has("base") ? told.value().get("base") : NOTHING;
    }

    static Object value(Call write) {
        return write.invocation().value().get("value");
    }
}
