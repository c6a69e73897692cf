package io.arbiter.cli.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.v1.NodeStatus;
import io.arbiter.v1.StatusResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Warned is of plaintext, and of certificates that end within thirty days. */
class SecurityWarningsTest {
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

    private static NodeStatus secured(String name, Instant end) {
        return node(name).setCertificateNotAfterMillis(end.toEpochMilli()).build();
    }

    private static NodeStatus.Builder node(String name) {
        return NodeStatus.newBuilder().setNode(name).setReachable(true);
    }

    private static List<String> warnings(NodeStatus... nodes) {
        return SecurityWarnings.of(
                StatusResponse.newBuilder().addAllNodes(List.of(nodes)).build(), NOW);
    }

    @Test
    void ofNothingWhileCertificatesLast() {
        assertThat(warnings(secured("east", NOW.plus(SecurityWarnings.AHEAD)))).isEmpty();
        assertThat(warnings(node("of an older version").build())).isEmpty();
    }

    @Test
    void ofCertificatesThatEnd() {
        assertThat(warnings(
                        secured("east", NOW.plus(Duration.ofDays(30)).minusMillis(1)),
                        secured("west", NOW.minus(Duration.ofDays(1)))))
                .containsExactly(
                        "warning: the certificate of east expires at 2026-12-30T11:59:59Z; put a new one in its place",
                        "warning: the certificate of west has expired at 2026-11-29T12:00:00Z; put a new one in its place");
    }

    @Test
    void ofNodesWithoutAny() {
        assertThat(warnings(
                        node("east").setPlaintext(true).build(),
                        node("west").setPlaintext(true).build(),
                        secured("central", NOW.plus(SecurityWarnings.AHEAD))))
                .singleElement()
                .asString()
                .contains("whoever reaches them is believed: east, west;");
    }
}
