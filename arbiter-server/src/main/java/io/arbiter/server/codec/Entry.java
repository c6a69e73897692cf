package io.arbiter.server.codec;

import io.arbiter.core.command.Command;
import java.util.List;

/**
 * What one entry of the replicated log says.
 *
 * @param wallMillis the proposer's wall clock, for people
 * @param commands applied in this order; none in what earlier versions wrote for a read
 */
public record Entry(long wallMillis, List<Command> commands) {
    public Entry {
        commands = List.copyOf(commands);
    }
}
