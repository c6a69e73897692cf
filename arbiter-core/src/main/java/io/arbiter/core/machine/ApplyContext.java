package io.arbiter.core.machine;

import io.arbiter.core.command.Terms;
import io.arbiter.core.event.Event;
import java.util.ArrayList;
import java.util.List;

/** One command being applied: its place in the log, and the events so far. */
final class ApplyContext {
    final long index;
    final long wallMillis;
    final Terms terms;
    private final List<Event> events = new ArrayList<>(2);

    ApplyContext(long index, long wallMillis, Terms terms) {
        this.index = index;
        this.wallMillis = wallMillis;
        this.terms = terms;
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
