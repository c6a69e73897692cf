package io.arbiter.chaos.check;

import io.arbiter.chaos.history.Operation;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
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
        UNKNOWN;

        /** Of them together: invalid if one is, valid if there are some and all are. */
        public static Validity of(Collection<Validity> all) {
            if (all.contains(INVALID)) {
                return INVALID;
            }
            return all.isEmpty() || all.contains(UNKNOWN) ? UNKNOWN : VALID;
        }

        /** The name in files and on pages. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
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

    /** As {@link Validity#of}. */
    public static Validity together(List<Verdict> verdicts) {
        return Validity.of(verdicts.stream().map(Verdict::validity).toList());
    }

    public boolean isValid() {
        return validity == Validity.VALID;
    }
}
