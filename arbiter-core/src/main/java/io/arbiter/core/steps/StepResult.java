package io.arbiter.core.steps;

import io.arbiter.core.event.GrantBasis;

/** The effect of one step that was carried out. */
public sealed interface StepResult {
    record Granted(long token, GrantBasis basis) implements StepResult {}

    record Put(long version) implements StepResult {}

    record Released() implements StepResult {}
}
