package io.arbiter.core.machine;

import io.arbiter.core.event.Event;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** The newest events, for watchers that come late. Not thread-safe. */
public final class EventHistory {
    private final int limit;
    private final ArrayDeque<Event> events = new ArrayDeque<>();
    private long compactedRevision;

    EventHistory(int limit) {
        this.limit = limit;
    }

    void add(Event event) {
        events.addLast(event);
        if (events.size() > limit) {
            compactedRevision = events.removeFirst().revision();
        }
    }

    void restore(List<Event> kept, long compacted) {
        events.clear();
        events.addAll(kept);
        compactedRevision = compacted;
    }

    /** Events at or below this revision may be missing; a watch can start at any later one. */
    public long compactedRevision() {
        return compactedRevision;
    }

    /** All events from {@code revision} on, or empty if some of them are forgotten. */
    public Optional<List<Event>> since(long revision) {
        if (revision <= compactedRevision) {
            return Optional.empty();
        }
        var found = new ArrayList<Event>();
        for (Iterator<Event> newest = events.descendingIterator(); newest.hasNext(); ) {
            Event event = newest.next();
            if (event.revision() < revision) {
                break;
            }
            found.add(event);
        }
        Collections.reverse(found);
        return Optional.of(found);
    }

    List<Event> all() {
        return new ArrayList<>(events);
    }
}
