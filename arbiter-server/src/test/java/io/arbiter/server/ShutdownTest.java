package io.arbiter.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ShutdownTest {
    private final List<Object> told = new ArrayList<>();
    private final CountDownLatch forever = new CountDownLatch(1);

    @AfterEach
    void letGo() {
        forever.countDown();
    }

    private Shutdown shutdown(Duration limit, Runnable close) {
        Shutdown shutdown = new Shutdown(told::add);
        shutdown.by(close, limit);
        return shutdown;
    }

    @Test
    void theProcessEndsOnceTheServerIsClosed() {
        shutdown(Duration.ofMinutes(10), () -> told.add("closed")).run();
        assertThat(told).containsExactly("closed", 0);
    }

    @Test
    void aCloseThatHangsIsCutShort() {
        shutdown(Duration.ofMillis(20), this::hang).run();
        assertThat(told).containsExactly(0);
    }

    @Test
    void aFailedStartKeepsItsExitCode() {
        new Shutdown(told::add).run();
        assertThat(told).isEmpty();
    }

    private void hang() {
        try {
            forever.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
