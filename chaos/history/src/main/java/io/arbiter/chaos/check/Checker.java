package io.arbiter.chaos.check;

import io.arbiter.chaos.history.History;

/** Judges a history. Deterministic, without side effects. */
@FunctionalInterface
public interface Checker {
    Verdict check(History history);
}
