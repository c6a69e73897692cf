package io.arbiter.core.restore;

/** A restore that could make tokens go back; the message gives the reason and the remedy. */
public final class RestoreRefusedException extends RuntimeException {
    RestoreRefusedException(String message) {
        super(message);
    }
}
