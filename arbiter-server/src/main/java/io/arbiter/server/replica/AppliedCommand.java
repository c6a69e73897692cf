package io.arbiter.server.replica;

import io.arbiter.core.command.Command;
import io.arbiter.core.event.Event;
import io.arbiter.core.outcome.Outcome;
import java.util.List;

/** A command that was applied, its outcome, and its changes. */
public record AppliedCommand(long index, Command command, Outcome outcome, List<Event> events) {}
