package io.arbiter.bench.runner.measure;

/** A monotonic clock. */
@FunctionalInterface
public interface NanoClock {
    /** The machine's. */
    NanoClock SYSTEM = System::nanoTime;

    /** Nanoseconds since some instant. */
    long nanos();
}
