package io.arbiter.server.batch;

/** The caller's deadline passed while the command was queued. It is definitely not proposed. */
public final class DeadlinePassedException extends RuntimeException {
    DeadlinePassedException() {
        super("the deadline passed before the command was proposed");
    }
}
