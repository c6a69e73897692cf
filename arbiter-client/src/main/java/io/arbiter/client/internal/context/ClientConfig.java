package io.arbiter.client.internal.context;

import io.arbiter.client.HealthCheck;
import io.arbiter.client.SessionListener;
import io.arbiter.client.gate.ClientClock;
import io.arbiter.client.internal.transport.Endpoint;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/** A checked configuration: one message per rule. */
public record ClientConfig(
        List<String> endpoints,
        String region,
        String holder,
        Duration ttl,
        int driftBoundPpm,
        Duration lockDelay,
        Duration requestTimeout,
        Optional<Path> stateDirectory,
        Optional<HealthCheck> healthCheck,
        Duration healthTimeout,
        boolean stayWithCluster,
        SessionListener sessionListener,
        Optional<Executor> callbackExecutor,
        ClientClock clock,
        Security security) {
    /** Parts of a whole. */
    public static final double PPM = 1_000_000;

    public ClientConfig {
        require(!endpoints.isEmpty(), "endpoints are missing: give the client address of at least one node");
        require(
                endpoints.size() <= ClientLimits.MAX_ENDPOINTS,
                "there are " + endpoints.size() + " endpoints, expected at most " + ClientLimits.MAX_ENDPOINTS);
        endpoints.stream().map(Endpoint::parse).forEach(security::check);
        requireBytes("region", region, 0, ClientLimits.MAX_REGION_BYTES);
        requireBytes("holder", holder, 1, ClientLimits.MAX_HOLDER_BYTES);
        requireBetween("ttl", ttl, ClientLimits.MIN_TTL, ClientLimits.MAX_TTL);
        require(
                driftBoundPpm >= ClientLimits.MIN_DRIFT_PPM && driftBoundPpm <= ClientLimits.MAX_DRIFT_PPM,
                "driftBound is " + driftBoundPpm / PPM + ", expected 0.000001 to 0.1");
        requireBetween("lockDelay", lockDelay, Duration.ZERO, ClientLimits.MAX_LOCK_DELAY);
        requireBetween(
                "requestTimeout", requestTimeout, ClientLimits.MIN_REQUEST_TIMEOUT, ClientLimits.MAX_REQUEST_TIMEOUT);
        require(
                healthTimeout.compareTo(Duration.ZERO) > 0 && healthTimeout.compareTo(ttl.dividedBy(2)) < 0,
                "healthTimeout is " + healthTimeout + ", expected above zero and below half of the ttl of " + ttl);
        require(sessionListener != null, "sessionListener is null: give one or leave it out");
        require(clock != null, "clock is null: give one or leave it out");
    }

    private static void requireBytes(String name, String text, int min, int max) {
        require(text != null, name + " is null: expected " + min + " to " + max + " bytes of UTF-8");
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        require(
                bytes >= min && bytes <= max,
                name + " has " + bytes + " bytes, expected " + min + " to " + max + " bytes of UTF-8");
    }

    private static void requireBetween(String name, Duration value, Duration min, Duration max) {
        require(
                value != null && value.compareTo(min) >= 0 && value.compareTo(max) <= 0,
                name + " is " + value + ", expected " + min + " to " + max);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
