package io.arbiter.simulation;

/** A promise was broken; the run ends here. */
final class Violation extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Violation(String invariant, String what, Object... facts) {
        super(invariant + ": " + what.formatted(facts));
    }
}
