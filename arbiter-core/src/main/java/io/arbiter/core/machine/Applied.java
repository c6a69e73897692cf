package io.arbiter.core.machine;

import io.arbiter.core.event.Event;
import io.arbiter.core.outcome.Outcome;
import java.util.List;

/** What applying a command came to, and what it changed. */
public record Applied(Outcome outcome, List<Event> events) {
}
