package io.arbiter.chaos.check.linear;

import io.arbiter.chaos.history.History.Call;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Invocations and returns of the calls that a search has yet to place, in the order of observation, as a doubly linked
 * list: a call is lifted out and put back in constant time. A call of unknown fate never returns.
 */
final class Timeline {
    /** An invocation, a return, or one of the two ends. */
    static final class Entry {
        private final Call call;
        private final boolean isInvocation;
        private final int at;
        private Entry previous;
        private Entry next;
        private Entry returned;

        /** Among the required calls, or among the optional ones. */
        private int number;

        private Entry(Call call, boolean isInvocation, int at) {
            this.call = call;
            this.isInvocation = isInvocation;
            this.at = at;
        }

        Call call() {
            return call;
        }

        boolean isInvocation() {
            return isInvocation;
        }

        Entry next() {
            return next;
        }

        int number() {
            return number;
        }

        private void remove() {
            previous.next = next;
            next.previous = previous;
        }

        private void putBack() {
            previous.next = this;
            next.previous = this;
        }
    }

    private final Entry begin = new Entry(null, false, -1);
    private final Entry end = new Entry(null, false, Integer.MAX_VALUE);
    private final int required;

    Timeline(List<Call> calls) {
        List<Entry> entries = new ArrayList<>();
        int numbered = 0;
        int optional = 0;
        for (Call call : calls) {
            var entry = new Entry(call, true, call.invokedAt());
            entries.add(entry);
            if (call.isOk()) {
                entry.number = numbered++;
                entry.returned = new Entry(call, false, call.completedAt());
                entries.add(entry.returned);
            } else {
                entry.number = optional++;
            }
        }
        required = numbered;
        entries.sort(Comparator.comparingInt(entry -> entry.at));
        entries.add(end);
        link(entries);
    }

    private void link(List<Entry> entries) {
        Entry last = begin;
        for (Entry entry : entries) {
            last.next = entry;
            entry.previous = last;
            last = entry;
        }
    }

    /** The number of calls that have to be placed. */
    int required() {
        return required;
    }

    Entry first() {
        return begin.next;
    }

    Entry end() {
        return end;
    }

    void lift(Entry entry) {
        entry.remove();
        if (entry.returned != null) {
            entry.returned.remove();
        }
    }

    /** In the reverse order of {@link #lift}. */
    void putBack(Entry entry) {
        if (entry.returned != null) {
            entry.returned.putBack();
        }
        entry.putBack();
    }
}
