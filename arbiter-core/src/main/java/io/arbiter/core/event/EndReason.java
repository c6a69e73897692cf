package io.arbiter.core.event;

/** The end of a lease or a session, and its proof to the next holder. */
public enum EndReason {
    RELEASED(GrantBasis.RELEASED),
    EXPIRED(GrantBasis.EXPIRED),
    BROKEN(GrantBasis.BROKEN),
    TRANSFERRED(GrantBasis.RELEASED),
    TAKEN_OVER(GrantBasis.TAKEN_OVER),
    CONDEMNED(GrantBasis.CONDEMNED);

    private final GrantBasis basis;

    EndReason(GrantBasis basis) {
        this.basis = basis;
    }

    public GrantBasis basis() {
        return basis;
    }
}
