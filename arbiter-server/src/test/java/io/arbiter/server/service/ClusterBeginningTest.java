package io.arbiter.server.service;

import static io.arbiter.server.testing.Requests.acquire;
import static io.arbiter.server.testing.Requests.openSession;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arbiter.core.command.Command;
import io.arbiter.core.machine.Limits;
import io.arbiter.core.restore.RestoreRule;
import io.arbiter.server.config.TokenFloor;
import io.arbiter.server.memory.MemoryCluster;
import io.arbiter.server.replica.Replica;
import io.arbiter.server.testing.TestNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The start of the tokens and session ids of a cluster. */
class ClusterBeginningTest {
    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");
    private static final long FLOOR = (NOW.getEpochSecond() - RestoreRule.EPOCH.getEpochSecond()) << 20;

    @Test
    void theFirstTokenIsAboveTheFloor() {
        var terms = new ClusterTerms(TokenFloor.parse("2048"), Set.of("us-east"));
        try (var cluster = new MemoryCluster();
                var node = new TestNode(cluster, "a", Limits.DEFAULT, options -> options.withTerms(terms))) {
            cluster.elect(node.log());
            long session = node.calls().openSession(openSession("c")).getSessionId();
            assertThat(node.calls()
                            .acquire(acquire("orders", session))
                            .getLease()
                            .getToken())
                    .isEqualTo(2_049);
        }
    }

    @Test
    void derivedIsTheRuleOfARestore() {
        assertThat(draw("derived", NOW).tokensAbove()).isEqualTo(FLOOR);
        assertThat(TokenFloor.parse("derived").isUnknownAt(Instant.parse("2025-12-31T23:59:59Z")))
                .isTrue();
        assertThat(TokenFloor.parse("derived").isUnknownAt(NOW)).isFalse();
    }

    @Test
    void sessionIdsAreDerivedAlways() {
        assertThat(draw("0", NOW).sessionIdsAbove()).isEqualTo(FLOOR);
        assertThat(draw("0", NOW.plusSeconds(1)).sessionIdsAbove()).isGreaterThan(FLOOR + 1_000_000);
        assertThat(draw("0", NOW).tokensAbove()).isZero();
    }

    @Test
    void everyClusterHasAnIdOfItsOwn() {
        assertThat(draw("0", NOW).clusterId()).isNotEqualTo(draw("0", NOW).clusterId());
    }

    @Test
    void aClusterThatBeganBelowTheFloorIsTold() {
        assertThat(TokenFloor.parse("2048").isBelow(2_047)).isFalse();
        assertThat(TokenFloor.parse("2048").isBelow(2_048)).isTrue();
        assertThat(TokenFloor.parse("derived").isBelow(70_000)).isFalse();
        assertThat(TokenFloor.parse("derived").isBelow(FLOOR)).isTrue();
        assertThat(TokenFloor.NONE.isBelow(0)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "-1", "1.5", "DERIVED", "4611686018427387905", "9223372036854775808", "99999999999999999999"
            })
    void whatIsNoFloorIsRefused(String text) {
        assertThatThrownBy(() -> TokenFloor.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "2048", "4611686018427387904", "derived"})
    void aFloorIsWrittenAsItIsRead(String text) {
        assertThat(TokenFloor.parse(text)).hasToString(text);
    }

    private static Command.FormCluster draw(String floor, Instant now) {
        var replica = new Replica(Limits.DEFAULT, () -> 0, Duration.ZERO);
        return new ClusterBeginning(replica, TokenFloor.parse(floor), now::toEpochMilli).draw();
    }
}
