package io.arbiter.chaos.check;

import io.arbiter.chaos.history.Operation;
import java.util.List;
import java.util.Objects;

/**
 * A checker's judgement of a history.
 *
 * @param checker its name, as people know it: {@code linearizability}
 * @param summary one line: the counts, or the defect and why that is a violation
 * @param offending for a violation, the smallest part of the history that shows it, in order; else empty
 */
public record Verdict(String checker, Validity validity, String summary, List<Operation> offending) {
    /** Whether the history is right. */
    public enum Validity {
        VALID,
        INVALID,
        /** The checker ran out of its budget. Never counts as valid. */
        UNKNOWN
    }

    public Verdict {
        Objects.requireNonNull(checker, "checker");
        Objects.requireNonNull(validity, "validity");
        Objects.requireNonNull(summary, "summary");
        offending = List.copyOf(offending);
    }

    public static Verdict valid(String checker, String summary) {
        return new Verdict(checker, Validity.VALID, summary, List.of());
    }

    public static Verdict invalid(String checker, String summary, List<Operation> offending) {
        return new Verdict(checker, Validity.INVALID, summary, offending);
    }

    public static Verdict unknown(String checker, String summary) {
        return new Verdict(checker, Validity.UNKNOWN, summary, List.of());
    }

    public boolean isValid() {
        return validity == Validity.VALID;
    }
}
