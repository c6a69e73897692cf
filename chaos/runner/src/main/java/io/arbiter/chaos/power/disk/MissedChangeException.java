package io.arbiter.chaos.power.disk;

import java.io.IOException;

/** A disk was changed by a call that {@code disk.c} does not see: the model is useless until it does. */
public final class MissedChangeException extends IOException {
    private static final long serialVersionUID = 1L;

    MissedChangeException(String message) {
        super(message);
    }
}
