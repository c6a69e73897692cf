package io.arbiter.client;

import io.arbiter.client.gate.ClientClock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/** A checked configuration: one rule, one message. */
record ClientConfig(List<String> endpoints, String region, String holder, Duration ttl, int driftBoundPpm,
        Duration lockDelay, Duration requestTimeout, Optional<Path> stateDirectory,
        Optional<HolderHealth> healthCheck, Duration healthTimeout, SessionListener sessionListener,
        Optional<Executor> callbackExecutor, ClientClock clock, ChannelFactory channelFactory) {
    private static final double PPM = 1_000_000;

    ClientConfig {
        require(!endpoints.isEmpty(), "endpoints are missing: give the client address of at least one node");
        require(endpoints.size() <= ClientLimits.MAX_ENDPOINTS,
                "there are " + endpoints.size() + " endpoints, expected at most "
                + ClientLimits.MAX_ENDPOINTS);
        endpoints.forEach(ClientConfig::checkAddress);
        requireBytes("region", region, 0, ClientLimits.MAX_REGION_BYTES);
        requireBytes("holder", holder, 1, ClientLimits.MAX_HOLDER_BYTES);
        requireBetween("ttl", ttl, ClientLimits.MIN_TTL, ClientLimits.MAX_TTL);
        require(driftBoundPpm >= ClientLimits.MIN_DRIFT_PPM && driftBoundPpm <= ClientLimits.MAX_DRIFT_PPM,
                "driftBound is " + driftBoundPpm / PPM + ", expected 0.000001 to 0.1");
        requireBetween("lockDelay", lockDelay, Duration.ZERO, ClientLimits.MAX_LOCK_DELAY);
        requireBetween("requestTimeout", requestTimeout, ClientLimits.MIN_REQUEST_TIMEOUT,
                ClientLimits.MAX_WAIT);
        require(healthTimeout.compareTo(Duration.ZERO) > 0 && healthTimeout.compareTo(ttl.dividedBy(2)) < 0,
                "healthTimeout is " + healthTimeout + ", expected above zero and below half of the ttl of "
                + ttl);
        require(sessionListener != null, "sessionListener is null: give one or leave it out");
        require(clock != null, "clock is null: give one or leave it out");
        require(channelFactory != null, "channelFactory is null: give one or leave it out");
    }

    static ClientConfig of(ArbiterClientBuilder from) {
        Duration healthTimeout = from.healthTimeout.orElse(from.ttl.dividedBy(3));
        return new ClientConfig(from.endpoints, from.region, from.holder, from.ttl,
                (int) Math.round(from.driftBound * PPM), from.lockDelay, from.requestTimeout,
                from.stateDirectory,
                from.healthCheck, healthTimeout, from.sessionListener, from.callbackExecutor, from.clock,
                from.channelFactory);
    }

    private static void checkAddress(String address) {
        int colon = address.lastIndexOf(':');
        boolean shaped = colon > 0 && address.substring(colon + 1).matches("\\d{1,5}");
        require(shaped && Integer.parseInt(address.substring(colon + 1)) <= 65_535,
                "endpoint '" + address + "' is not host:port, e.g. us-east.example:7401");
    }

    private static void requireBytes(String name, String text, int min, int max) {
        require(text != null, name + " is null: expected " + min + " to " + max + " bytes of UTF-8");
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        require(bytes >= min && bytes <= max,
                name + " has " + bytes + " bytes, expected " + min + " to " + max + " bytes of UTF-8");
    }

    private static void requireBetween(String name, Duration value, Duration min, Duration max) {
        require(value != null && value.compareTo(min) >= 0 && value.compareTo(max) <= 0,
                name + " is " + value + ", expected " + min + " to " + max);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
