package io.arbiter.simulation.check;

/** A promise was broken; the run ends here. */
public final class ViolationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ViolationException(String invariant, String what, Object... facts) {
        super(invariant + ": " + what.formatted(facts));
    }
}
