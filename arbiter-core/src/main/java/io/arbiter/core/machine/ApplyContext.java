package io.arbiter.core.machine;

import io.arbiter.core.command.Quota;
import io.arbiter.core.event.Event;
import java.util.ArrayList;
import java.util.List;

/** One command being applied: its place in the log, and the events so far. */
final class ApplyContext {
    final long index;
    final long wallMillis;
    final Quota quota;
    private final List<Event> events = new ArrayList<>(2);

    ApplyContext(long index, long wallMillis, Quota quota) {
        this.index = index;
        this.wallMillis = wallMillis;
        this.quota = quota;
    }

    void emit(Event.Change change) {
        events.add(new Event(index, wallMillis, change));
    }

    /** Nothing has happened after all. */
    void discardEvents() {
        events.clear();
    }

    List<Event> events() {
        return events;
    }
}
