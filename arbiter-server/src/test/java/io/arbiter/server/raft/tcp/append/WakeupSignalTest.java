package io.arbiter.server.raft.tcp.append;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.arbiter.server.raft.tcp.wire.Threads;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WakeupSignalTest {
    private static final long AN_HOUR = Duration.ofHours(1).toNanos();

    private final WakeupSignal wakeup = new WakeupSignal();

    @Test
    void aRingBeforeTheWaitIsHeard() throws Exception {
        wakeup.wake();
        wakeup.wake();

        wakeup.await(AN_HOUR);
        wakeup.await(1);
    }

    /** Each waits for the other: if one ring is lost, both wait for an hour. */
    @Test
    void noRingIsLost() throws Exception {
        WakeupSignal back = new WakeupSignal();
        AtomicLong heard = new AtomicLong();
        Thread other = Threads.start("other", () -> {
            try {
                while (heard.get() < 100_000) {
                    wakeup.await(AN_HOUR);
                    heard.incrementAndGet();
                    back.wake();
                }
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
        });

        while (heard.get() < 100_000) {
            wakeup.wake();
            back.await(AN_HOUR);
        }

        other.join();
    }

    @Test
    void anInterruptEndsTheWait() throws Exception {
        Thread waiting = new Thread(() -> {
            try {
                wakeup.await(AN_HOUR);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
        waiting.start();
        await().until(() -> waiting.getState() == Thread.State.TIMED_WAITING);

        waiting.interrupt();

        waiting.join();
        assertThat(waiting.isAlive()).isFalse();
    }
}
