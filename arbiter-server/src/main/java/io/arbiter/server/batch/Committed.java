package io.arbiter.server.batch;

import io.arbiter.core.outcome.Outcome;

/** The outcome of a command, and the log index at which it was applied. */
public record Committed(long index, Outcome outcome) {}
