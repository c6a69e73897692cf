package io.arbiter.core.event;

/** How a lease or a session ended, and what that proves to the next holder. */
public enum EndReason {
    RELEASED(Proof.RELEASED),
    EXPIRED(Proof.EXPIRED),
    BROKEN(Proof.BROKEN),
    TRANSFERRED(Proof.RELEASED),
    TAKEN_OVER(Proof.CONDEMNED);

    private final Proof proof;

    EndReason(Proof proof) {
        this.proof = proof;
    }

    public Proof proof() {
        return proof;
    }
}
