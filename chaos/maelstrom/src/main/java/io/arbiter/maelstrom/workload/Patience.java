package io.arbiter.maelstrom.workload;

import io.arbiter.server.batch.Deadline;
import java.time.Duration;

/** Time that an operation tries: a little less than Maelstrom's clients wait, mostly five seconds. */
final class Patience {
    private static final Duration OPERATION = Duration.ofSeconds(4);

    /** The clients of Maelstrom's lin-kv wait for a second, or ten times the latency of messages if that is longer. */
    private static final Duration STORE = Duration.ofMillis(750);

    private Patience() {}

    /**
     * For an operation on the key-value store.
     *
     * @param commit what one commit takes: about four messages from a node that follows, so that twice as long leaves
     *     of a client's ten two for its request and the answer
     */
    static Deadline ofStore(Duration commit) {
        Duration scaled = commit.multipliedBy(2);
        return Deadline.after(System::nanoTime, scaled.compareTo(STORE) > 0 ? scaled : STORE);
    }

    static Deadline deadline() {
        return longer(Duration.ZERO);
    }

    /** For an operation that waits on purpose. */
    static Deadline longer(Duration wait) {
        return Deadline.after(System::nanoTime, OPERATION.plus(wait));
    }
}
