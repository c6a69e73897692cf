package io.arbiter.server.codec;

import io.arbiter.core.command.Command;
import io.arbiter.core.command.Terms;
import java.util.List;

/**
 * The content of one entry of the replicated log.
 *
 * @param wallMillis the proposer's wall clock, for people
 * @param terms the rules, and the quota of each identity by the proposer's configuration
 * @param commands applied in this order; none in an entry that an earlier version wrote for a read
 */
public record Entry(long wallMillis, Terms terms, List<Command> commands) {
    public Entry {
        commands = List.copyOf(commands);
    }

    /** An entry by the latest rules, without a quota. */
    public Entry(long wallMillis, List<Command> commands) {
        this(wallMillis, Terms.LATEST, commands);
    }
}
