package io.arbiter.core.steps;

import java.util.List;

/**
 * What came of steps that were carried out, kept so that a repeat finds it (S5).
 *
 * @param number counts the session's calls with steps
 * @param revision the log index at which they were carried out
 * @param wallMillis the proposer's wall clock then, for people
 * @param results one for each step, in their order
 */
public record StepsAnswer(long number, StepsDigest steps, long revision, long wallMillis, List<StepResult> results) {
    public StepsAnswer {
        results = List.copyOf(results);
    }
}
