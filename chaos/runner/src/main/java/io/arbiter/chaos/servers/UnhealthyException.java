package io.arbiter.chaos.servers;

/** The servers did not reach the awaited state; the message names what each lacks. */
public final class UnhealthyException extends Exception {
    UnhealthyException(String message) {
        super(message);
    }
}
