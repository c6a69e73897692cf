package io.arbiter.cli.status;

import io.arbiter.v1.NodeStatus;
import io.arbiter.v1.StatusResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What about the nodes' connections somebody should see to. */
final class SecurityWarnings {
    static final Duration AHEAD = Duration.ofDays(30);

    private SecurityWarnings() {}

    static List<String> of(StatusResponse status, Instant now) {
        List<String> warnings = new ArrayList<>();
        String open = status.getNodesList().stream()
                .filter(node -> node.getReachable() && node.getPlaintext())
                .map(NodeStatus::getNode)
                .collect(Collectors.joining(", "));
        if (!open.isEmpty()) {
            warnings.add("warning: without TLS, so whoever reaches them is believed: " + open
                    + "; give them certificates (arbiter pki dev, docs/security.md)");
        }
        for (NodeStatus node : status.getNodesList()) {
            Instant end = Instant.ofEpochMilli(node.getCertificateNotAfterMillis());
            if (node.hasCertificateNotAfterMillis() && end.isBefore(now.plus(AHEAD))) {
                warnings.add("warning: the certificate of " + node.getNode()
                        + (end.isAfter(now) ? " expires at " : " has expired at ") + end.truncatedTo(ChronoUnit.SECONDS)
                        + "; put a new one in its place");
            }
        }
        return warnings;
    }
}
