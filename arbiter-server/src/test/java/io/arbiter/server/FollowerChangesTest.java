package io.arbiter.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.server.consensus.FollowerProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FollowerChangesTest {
    private static final Instant START = Instant.parse("2026-11-29T12:00:00Z");

    private final FollowerChanges changes = new FollowerChanges();

    private List<String> at(int second, FollowerProgress... followers) {
        return changes.since(
                Arrays.asList(followers), Map.of("b", "b.test:7400", "c", "c.test:7400"), START.plusSeconds(second));
    }

    private static FollowerProgress silent(String node, int seconds) {
        return new FollowerProgress(node, 1, 0, Duration.ofSeconds(seconds));
    }

    @Test
    void eachChangeIsOneLine() {
        assertThat(at(0, silent("b", 0), silent("c", 2))).isEmpty();
        assertThat(at(10, silent("b", 0), silent("c", 4)))
                .containsExactly("follower c at c.test:7400 is lost: no answer since 2026-11-29T12:00:06Z");
        assertThat(at(11, silent("b", 0), silent("c", 5))).isEmpty();
        assertThat(at(40, silent("b", 3), silent("c", 0)))
                .containsExactly(
                        "follower b at b.test:7400 is lost: no answer since 2026-11-29T12:00:37Z",
                        "follower c at c.test:7400 is back after 34 s");
        assertThat(at(41, silent("b", 4), silent("c", 1))).isEmpty();
    }

    @Test
    void aNodeThatLeadsNoMoreForgets() {
        assertThat(at(0, silent("b", 0), silent("c", 0))).isEmpty();
        assertThat(at(9, silent("b", 9), silent("c", 0))).hasSize(1);
        assertThat(at(10)).isEmpty();
        assertThat(at(11, silent("b", 0), silent("c", 0))).isEmpty();
    }

    /** The library counts the silence of a follower that has not answered this leader yet from before its election. */
    @Test
    void aNewLeaderGivesItsFollowersTime() {
        assertThat(at(0, silent("b", 2), silent("c", 2))).isEmpty();
        assertThat(at(2, silent("b", 4), silent("c", 0))).isEmpty();
        assertThat(at(3, silent("b", 5), silent("c", 1))).hasSize(1);
    }
}
