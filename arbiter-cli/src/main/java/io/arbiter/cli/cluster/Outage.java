package io.arbiter.cli.cluster;

import io.arbiter.cli.base.CliException;
import io.arbiter.cli.text.Durations;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reports once that a watch was interrupted, and once that it goes on, however many tries come in between. Thread-safe.
 */
public final class Outage {
    private final Duration timeout;
    private final Consumer<String> notes;
    private Deadline left;
    private CliException last;

    /** @param timeout how long an outage may last */
    public Outage(Duration timeout, Consumer<String> notes) {
        this.timeout = timeout;
        this.notes = notes;
    }

    /** A try failed. */
    synchronized void failed(CliException failure, long next) {
        last = failure;
        if (left == null) {
            left = new Deadline(timeout);
            notes.accept("watch interrupted (" + failure.getMessage() + "); it is tried for "
                    + Durations.format(timeout) + " to go on from revision " + next);
        }
    }

    /** The last failure, once the outage has lasted for too long. */
    synchronized Optional<CliException> over() {
        return left != null && left.remaining().isZero() ? Optional.of(last) : Optional.empty();
    }

    synchronized void ended(long next) {
        if (left != null) {
            left = null;
            notes.accept("watch goes on from revision " + next);
        }
    }
}
