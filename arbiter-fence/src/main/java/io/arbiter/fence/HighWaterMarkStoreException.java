package io.arbiter.fence;

/**
 * A store of high-water marks cannot carry a request out; the token was not accepted, so the write must not happen.
 * Once the cause is gone the call may be repeated.
 */
public class HighWaterMarkStoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** For stores outside this package, too. */
    public HighWaterMarkStoreException(String message) {
        super(message);
    }

    /** For stores outside this package, too. */
    public HighWaterMarkStoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
