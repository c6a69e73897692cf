package io.arbiter.server.raft;

import static io.arbiter.server.raft.LogCluster.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.arbiter.server.consensus.Leadership;
import io.arbiter.server.consensus.Member;
import io.arbiter.server.exit.ExitCode;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LeadershipMonitorTest {
    private static final Leadership NOBODY = leadership(null, false, 1);
    private static final Leadership ELECTED = leadership("n1", false, 2);
    private static final Leadership LEADING = leadership("n1", true, 2);
    private static final Leadership FOLLOWING = leadership("n2", false, 3);

    private final AtomicReference<Leadership> truth = new AtomicReference<>(NOBODY);
    private final AtomicInteger looks = new AtomicInteger();
    private final CounterState state = new CounterState();
    private final RecordedExit exit = new RecordedExit();
    private final LeadershipMonitor monitor = new LeadershipMonitor(
            () -> {
                looks.incrementAndGet();
                return truth.get();
            },
            state,
            exit);

    private static Leadership leadership(String leader, boolean ready, long term) {
        return new Leadership(
                "n1", Optional.ofNullable(leader).map(name -> new Member(name, "r", "r:1", "c:1")), ready, term);
    }

    @AfterEach
    void close() {
        monitor.close();
    }

    @Test
    void tellsEachChangeOnce() {
        monitor.start();
        await().atMost(PATIENCE).until(() -> looks.get() > 1);
        for (Leadership next : new Leadership[] {ELECTED, LEADING, FOLLOWING, NOBODY}) {
            truth.set(next);
            await().atMost(PATIENCE)
                    .until(() -> !state.leaderships.isEmpty()
                            && state.leaderships
                                    .get(state.leaderships.size() - 1)
                                    .equals(next));
        }
        assertThat(state.leaderships).containsExactly(NOBODY, ELECTED, LEADING, FOLLOWING, NOBODY);
    }

    @Test
    void looksOftenOnlyUntilItIsKnownWhoLeads() {
        Duration often = Duration.ofMillis(100);
        Duration seldom = Duration.ofMillis(500);
        assertThat(LeadershipMonitor.pause(NOBODY)).isEqualTo(often);
        assertThat(LeadershipMonitor.pause(ELECTED)).isEqualTo(often);
        assertThat(LeadershipMonitor.pause(LEADING)).isEqualTo(seldom);
        assertThat(LeadershipMonitor.pause(FOLLOWING)).isEqualTo(seldom);
    }

    @Test
    void aHintIsALookAtOnceAndNotOneMoreForEver() {
        truth.set(FOLLOWING);
        monitor.start();
        int hints = 1_000;
        for (int i = 0; i < hints; i++) {
            monitor.hint();
        }
        await().atMost(PATIENCE).until(() -> looks.get() > hints && monitor.planned() == 1);
    }

    @Test
    void aStateThatCannotFollowEndsTheProcess() {
        truth.set(null);
        monitor.start();
        await().atMost(PATIENCE).until(() -> exit.codes.contains(ExitCode.STATE_FAILED));
    }
}
