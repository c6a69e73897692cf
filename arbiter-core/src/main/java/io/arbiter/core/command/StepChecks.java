package io.arbiter.core.command;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The shape of several steps: their number, their bytes, and what a token of 0 stands for. */
final class StepChecks implements Step.Visitor<Long> {
    /** Acquired by a step so far, and not released by a later one. */
    private final Set<String> acquired = new TreeSet<>();

    private final Set<String> released = new TreeSet<>();
    private final Set<String> written = new TreeSet<>();

    private StepChecks() {}

    static void check(List<Step> steps) {
        CommandChecks.range("steps", steps.size(), 1, Command.MAX_STEPS);
        var checks = new StepChecks();
        long bytes = 0;
        for (Step step : steps) {
            bytes += step.accept(checks);
        }
        CommandChecks.range("bytes of all values", bytes, 0, Command.MAX_STEP_BYTES);
    }

    @Override
    public Long acquire(Step.Acquire step) {
        if (!acquired.add(step.resource())) {
            throw new InvalidCommandException("steps", "acquiring " + step.resource() + " twice", "a release between");
        }
        return 0L;
    }

    /**
     * Nobody can know the version that an earlier step of the same call writes, under whichever lease; and a refusal
     * would name that version, of which, once everything is undone, there is no trace.
     */
    @Override
    public Long put(Step.Put step) {
        requireToken(step.resource(), step.token());
        if (!written.add(step.resource()) && step.expectedVersion().isPresent()) {
            throw new InvalidCommandException(
                    "expected_version", "set for a second write of " + step.resource(), "only with the first");
        }
        return (long) step.value().map(RecordValue::length).orElse(0);
    }

    @Override
    public Long release(Step.Release step) {
        requireToken(step.resource(), step.token());
        acquired.remove(step.resource());
        released.add(step.resource());
        return 0L;
    }

    /** So that no refusal names a lease of which, once everything is undone, there is no trace. */
    private void requireToken(String resource, long token) {
        if (token == 0 && !acquired.contains(resource)) {
            throw new InvalidCommandException(
                    "token",
                    "unset for " + resource + ", which no earlier step acquires",
                    "the token of a lease that is held, or a step before that acquires it");
        } else if (token != 0 && (acquired.contains(resource) || released.contains(resource))) {
            throw new InvalidCommandException(
                    "token",
                    token + " of " + resource + ", which an earlier step acquires or releases",
                    "unset, after a step that acquires it");
        }
    }
}
