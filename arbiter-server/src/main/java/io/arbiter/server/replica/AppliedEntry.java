package io.arbiter.server.replica;

import io.arbiter.core.event.Event;
import java.util.List;

/**
 * A log entry that was applied.
 *
 * @param tokensGranted the fencing tokens that it used up
 */
public record AppliedEntry(long index, List<AppliedCommand> commands, long tokensGranted) {
    public AppliedEntry {
        commands = List.copyOf(commands);
    }

    /** All changes of the entry, in order. */
    public List<Event> events() {
        return commands.stream().flatMap(command -> command.events().stream()).toList();
    }
}
