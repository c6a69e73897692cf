package io.arbiter.server.batch;

import io.arbiter.core.outcome.Outcome;

/** What a command came to, and the log index at which it was applied. */
public record Committed(long index, Outcome outcome) {
}
