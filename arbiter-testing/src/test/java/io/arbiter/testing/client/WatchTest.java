package io.arbiter.testing.client;

import static io.arbiter.testsupport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.arbiter.client.ArbiterClient;
import io.arbiter.client.ArbiterException;
import io.arbiter.client.Watch;
import io.arbiter.client.WatchListener;
import io.arbiter.client.model.Event;
import io.arbiter.testing.ArbiterExtension;
import io.arbiter.testing.TestArbiter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A watch over the server's own history. */
@ExtendWith(ArbiterExtension.class)
class WatchTest {
    private final List<Long> tokens = new CopyOnWriteArrayList<>();
    private final List<Long> interrupted = new CopyOnWriteArrayList<>();
    private final List<ArbiterException> failures = new CopyOnWriteArrayList<>();
    private final WatchListener listener = new WatchListener() {
        @Override
        public void onEvents(List<Event> events, long revision) {
            for (Event event : events) {
                if (event instanceof Event.LeaseGranted granted) {
                    tokens.add(granted.grant().token());
                }
            }
        }

        @Override
        public void onInterrupted(ArbiterException failure, long nextRevision) {
            interrupted.add(nextRevision);
        }

        @Override
        public void onClosed(ArbiterException failure) {
            failures.add(failure);
        }
    };

    @Test
    void resumesAfterACutWithoutGapsOrRepeats(TestArbiter arbiter) {
        try (ArbiterClient holder = arbiter.client("us-east")
                        .ttl(Duration.ofMinutes(10))
                        .requestTimeout(PATIENCE)
                        .build();
                Watch watch = holder.watch("orders", 1, listener)) {
            grantAndRelease(holder, 3);
            await().until(() -> tokens.size() == 3);
            arbiter.disconnectClients();
            await().until(() -> !interrupted.isEmpty());
            arbiter.reconnectClients();
            grantAndRelease(holder, 3);
            await().until(() -> tokens.size() == 6);
            assertThat(tokens).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
            assertThat(watch.revision()).isPositive();
            assertThat(failures).isEmpty();
        }
    }

    private static void grantAndRelease(ArbiterClient holder, int times) {
        for (int i = 0; i < times; i++) {
            holder.acquire("orders", PATIENCE).release();
        }
    }
}
