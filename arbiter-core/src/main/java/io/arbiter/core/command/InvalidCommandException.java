package io.arbiter.core.command;

/**
 * A command whose shape is wrong in every state: it must never enter the log (S9).
 *
 * <p>Thrown by the constructors of {@link Command}'s records, so that a malformed command cannot exist.
 */
public final class InvalidCommandException extends IllegalArgumentException {
    private final String field;
    private final String expected;

    InvalidCommandException(String field, String found, String expected) {
        super(field + " is " + found + ", expected " + expected);
        this.field = field;
        this.expected = expected;
    }

    /** The offending field, in the protocol's spelling. */
    public String field() {
        return field;
    }

    /** A description of right values, for people. */
    public String expected() {
        return expected;
    }
}
