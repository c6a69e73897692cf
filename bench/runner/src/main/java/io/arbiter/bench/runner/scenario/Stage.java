package io.arbiter.bench.runner.scenario;

import io.arbiter.bench.runner.measure.Round;
import java.time.Duration;

/** A scenario that is ready to be played on one cluster, again and again. */
public interface Stage extends AutoCloseable {
    /** @param length of what has no length of its own */
    Round play(Duration length) throws InterruptedException;

    @Override
    void close();
}
