package io.arbiter.core.machine;

/** A restore that could make tokens go back; the message says why and what to do. */
public final class RestoreRefusedException extends RuntimeException {
    RestoreRefusedException(String message) {
        super(message);
    }
}
