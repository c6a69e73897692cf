package io.arbiter.server.raft.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DoorbellTest {
    private static final long AN_HOUR = Duration.ofHours(1).toNanos();

    private final Doorbell doorbell = new Doorbell();

    @Test
    void aRingBeforeTheWaitIsHeard() throws Exception {
        doorbell.ring();
        doorbell.ring();

        doorbell.await(AN_HOUR);
        doorbell.await(1);
    }

    /** Each waits for the other: one ring that is lost and both wait for an hour. */
    @Test
    void noRingIsLost() throws Exception {
        Doorbell back = new Doorbell();
        AtomicLong heard = new AtomicLong();
        Thread other = Threads.start("other", () -> {
            try {
                while (heard.get() < 100_000) {
                    doorbell.await(AN_HOUR);
                    heard.incrementAndGet();
                    back.ring();
                }
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
        });

        while (heard.get() < 100_000) {
            doorbell.ring();
            back.await(AN_HOUR);
        }

        other.join();
    }

    @Test
    void anInterruptEndsTheWait() throws Exception {
        Thread waiting = new Thread(() -> {
            try {
                doorbell.await(AN_HOUR);
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
