package io.arbiter.chaos.faults;

/** The servers did not come to the state that was awaited; the message says who lacks what. */
public final class UnhealthyException extends Exception {
    UnhealthyException(String message) {
        super(message);
    }
}
