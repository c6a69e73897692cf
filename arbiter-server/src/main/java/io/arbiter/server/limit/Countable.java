package io.arbiter.server.limit;

import java.util.function.ToIntFunction;

/** What is counted for each identity while it is open. */
public enum Countable {
    CONNECTION("identity_connections", "connections", CallerLimits::identityConnections),
    STREAM("identity_streams", "command streams", CallerLimits::identityStreams),
    WATCH("identity_watches", "watches", CallerLimits::identityWatches),
    CALL("identity_calls", "calls under way", CallerLimits::identityCalls);

    private final String limitName;
    private final String plural;
    private final ToIntFunction<CallerLimits> limit;

    Countable(String limitName, String plural, ToIntFunction<CallerLimits> limit) {
        this.limitName = limitName;
        this.plural = plural;
        this.limit = limit;
    }

    String limitName() {
        return limitName;
    }

    String plural() {
        return plural;
    }

    int limit(CallerLimits limits) {
        return limit.applyAsInt(limits);
    }
}
