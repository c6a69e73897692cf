package io.arbiter.maelstrom.workload;

import io.arbiter.server.batch.Deadline;
import java.time.Duration;

/** Time that an operation tries: a little less than Maelstrom's clients wait, which is five seconds. */
final class Patience {
    private static final Duration OPERATION = Duration.ofSeconds(4);

    private Patience() {}

    static Deadline deadline() {
        return longer(Duration.ZERO);
    }

    /** For an operation that waits on purpose. */
    static Deadline longer(Duration wait) {
        return Deadline.after(System::nanoTime, OPERATION.plus(wait));
    }
}
