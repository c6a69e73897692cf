package io.arbiter.demo;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Waits for actions of the other processes. */
final class Awaited {
    private static final long POLL_MILLIS = 20;

    private Awaited() {}

    /** Returns once the condition holds; fails with its description if it does not within the limit. */
    static void until(String what, Duration limit, Callable<Boolean> condition) throws Exception {
        long startNanos = System.nanoTime();
        while (!condition.call()) {
            if (System.nanoTime() - startNanos > limit.toNanos()) {
                throw new DemoFailedException("waited " + limit.toSeconds() + " s in vain until " + what);
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }
}
