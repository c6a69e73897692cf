package io.arbiter.bench.contest;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The three places, by the number of the node that stands there, and the distances between them. */
final class Regions {
    static final List<String> NAMES = List.of("us-east", "us-west", "eu-central");
    private static final Map<String, Duration> ROUND_TRIPS = Map.of(
            "us-east us-west", Duration.ofMillis(70),
            "us-east eu-central", Duration.ofMillis(90),
            "us-west eu-central", Duration.ofMillis(145));

    private Regions() {}

    /** Zero from a region to itself. */
    static Duration roundTrip(int one, int other) {
        String pair = NAMES.get(Math.min(one, other)) + " " + NAMES.get(Math.max(one, other));
        return ROUND_TRIPS.getOrDefault(pair, Duration.ZERO);
    }
}
