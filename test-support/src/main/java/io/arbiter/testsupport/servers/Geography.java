package io.arbiter.testsupport.servers;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The three regions of every cluster that is started here, in the order of their numbers, and their distances. */
public final class Geography {
    public static final List<String> NAMES = List.of("us-east", "us-west", "eu-central");

    private static final Map<String, Duration> ROUND_TRIPS = Map.of(
            "us-east us-west", Duration.ofMillis(70),
            "us-east eu-central", Duration.ofMillis(90),
            "us-west eu-central", Duration.ofMillis(145));

    private Geography() {}

    /** From 1. */
    public static int numberOf(String region) {
        return NAMES.indexOf(region) + 1;
    }

    /** Zero from a region to itself. */
    public static Duration roundTrip(String one, String other) {
        return ROUND_TRIPS.getOrDefault(one + " " + other, ROUND_TRIPS.getOrDefault(other + " " + one, Duration.ZERO));
    }
}
