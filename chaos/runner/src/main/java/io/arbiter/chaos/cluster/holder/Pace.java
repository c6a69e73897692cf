package io.arbiter.chaos.cluster.holder;

import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The clients' rate, and their end. Thread-safe. */
final class Pace {
    private final CountDownLatch over = new CountDownLatch(1);
    private final long meanRestMillis;

    /** @param meanRest between two operations of one client */
    Pace(long meanRestMillis) {
        this.meanRestMillis = meanRestMillis;
    }

    /** Ends every rest and pause at once. */
    void end() {
        over.countDown();
    }

    boolean isOver() {
        return over.getCount() == 0;
    }

    /** Between nothing and twice the mean. */
    void rest(SplittableRandom random) {
        pause(random.nextLong(2 * meanRestMillis + 1));
    }

    void pause(long millis) {
        try {
            over.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            end();
        }
    }
}
