package io.arbiter.testing;

import io.arbiter.client.ArbiterClient;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * Prints what the kit takes to start, as an application's tests meet it: the first in a JVM also loads classes. It is
 * not named like a test, because a busy machine has other figures.
 */
class StartTimes {
    private static final int STARTS = 5;

    @Test
    void print() {
        for (int i = 0; i < STARTS; i++) {
            long begun = System.nanoTime();
            try (TestArbiter arbiter = TestArbiter.start()) {
                long started = System.nanoTime();
                try (ArbiterClient client = arbiter.client("us-east").build()) {
                    client.acquire("orders", Duration.ofMinutes(5));
                    System.out.printf(
                            "start %d ms, client and first lease %d ms%n",
                            millis(begun, started), millis(started, System.nanoTime()));
                }
            }
        }
    }

    private static long millis(long from, long to) {
        return Duration.ofNanos(to - from).toMillis();
    }
}
