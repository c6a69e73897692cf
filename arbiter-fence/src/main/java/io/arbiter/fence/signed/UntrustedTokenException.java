package io.arbiter.fence.signed;

/**
 * A token above the mark was presented without the signature that the guard asks for. Nothing was accepted, and the
 * mark is where it was: who presents such a token locks nobody out.
 */
public final class UntrustedTokenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** What the token lacks. */
    public enum Reason {
        /** It is not signed, and the guard raises its mark for signed ones alone. Pass the lease's signed token. */
        UNSIGNED,
        /** The caller has no right to raise the mark: in PostgreSQL, no EXECUTE on {@code arbiter.advance}. */
        NO_RIGHT,
        /** It is no signed token of a version that this library reads. */
        MALFORMED,
        /** It was granted for another resource. */
        OTHER_RESOURCE,
        /** Another cluster granted it than the one whose keys the guard has. */
        OTHER_CLUSTER,
        /** The guard has no such key: it was made after the guard's keys were published, or is trusted no more. */
        UNKNOWN_KEY,
        /** The signature is not that key's: somebody has made it up, or changed it. */
        FORGED,
        /** It was granted to another region than the one that the guard is bound to. */
        OTHER_REGION,
        /** Its time is over. A holder has a newer one; this one was kept, or stolen. */
        EXPIRED
    }

    UntrustedTokenException(Reason reason, String message) {
        this(reason, message, null);
    }

    /** With the storage's exception as the cause, or null: for guards outside this package. */
    public UntrustedTokenException(Reason reason, String message, Throwable cause) {
        super(message + "; nothing was accepted", cause);
        this.reason = reason;
    }

    /** What the token lacks. */
    public Reason reason() {
        return reason;
    }
}
