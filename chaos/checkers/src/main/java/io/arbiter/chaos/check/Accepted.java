package io.arbiter.chaos.check;

import io.arbiter.chaos.history.History.Call;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A guarded call that storage certainly accepted: it said so, or somebody read the value that the call wrote (values
 * are unique).
 *
 * @param by where in the history it had been accepted, at the latest
 */
record Accepted(Call call, int by) {

    /** @param guarded guarded reads and writes of one resource */
    static List<Accepted> of(List<Call> guarded) {
        Map<Object, Integer> seen = seen(guarded);
        List<Accepted> accepted = new ArrayList<>();
        for (Call call : guarded) {
            int read = Calls.is(call, "guarded_write") ? seen.getOrDefault(value(call), Integer.MAX_VALUE)
                    : Integer.MAX_VALUE;
            int by = call.isOk() ? Math.min(call.completedAt(), read) : read;
            if (by < Integer.MAX_VALUE) {
                accepted.add(new Accepted(call, by));
            }
        }
        return accepted;
    }

    /** Where each value was first known to have been read. */
    private static Map<Object, Integer> seen(List<Call> guarded) {
        Map<Object, Integer> seen = new HashMap<>();
        for (Call call : guarded) {
            if (Calls.is(call, "guarded_write")) {
                seen.merge(base(call), call.invokedAt(), Math::min);
            } else if (call.isOk()) {
                seen.merge(base(call), call.completedAt(), Math::min);
            }
        }
        return seen;
    }

    /** What the caller read, before its write or by its read; absent is a value of its own. */
    static Object base(Call call) {
        Object base = Calls.is(call, "guarded_write") ? call.invocation().value().get("base")
                : call.result().value().get("base");
        return base == null ? NOTHING : base;
    }

    static Object value(Call write) {
        return write.invocation().value().get("value");
    }

    /** What is read before the first write. */
    static final Object NOTHING = new Object() {
        @Override
        public String toString() {
            return "nothing";
        }
    };
}
