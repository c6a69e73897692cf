package io.arbiter.maelstrom.fault;

/** Ways in which a node can be wrong on purpose, to show that the checkers convict it. */
public enum Wrong {
    /** Not at all. */
    NOTHING,
    /** Storage takes every token. */
    NO_GUARD,
    /** Tokens are the granting leader's wall clock, in milliseconds. */
    CLOCK_TOKENS
}
