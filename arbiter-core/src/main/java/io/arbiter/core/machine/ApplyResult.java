package io.arbiter.core.machine;

import io.arbiter.core.event.Event;
import io.arbiter.core.outcome.Outcome;
import java.util.List;

/** The outcome of applying a command, and its changes. */
public record ApplyResult(Outcome outcome, List<Event> events) {}
