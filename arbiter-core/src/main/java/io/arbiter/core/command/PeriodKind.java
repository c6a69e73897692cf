package io.arbiter.core.command;

/** What a leader waits for on its own clock, for a resource. */
public enum PeriodKind {
    /** Until the gate of a condemned lease is provably closed. */
    CONDEMNATION,
    /** Until the holder has to have handed over. */
    DRAIN,
    /** Until the new holder has to have said that its storage is ready. */
    COMPLETION,
    /** Until the next promotion may be requested without an override. */
    COOL_DOWN
}
