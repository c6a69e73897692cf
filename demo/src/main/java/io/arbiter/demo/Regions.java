package io.arbiter.demo;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The names of the local deployment. */
final class Regions {
    static final String EAST = "us-east";
    static final String WEST = "us-west";
    static final String CENTRAL = "eu-central";

    private Regions() {}

    /** The endpoints for a client of that region: its own node first. */
    static String endpoints(String region) {
        Stream<String> peers = Stream.of(EAST, WEST, CENTRAL).filter(peer -> !peer.equals(region));
        return Stream.concat(Stream.of(region), peers)
                .map(name -> name + ".arbiter.test:7401")
                .collect(Collectors.joining(","));
    }

    static List<String> writing() {
        return List.of(EAST, WEST);
    }
}
