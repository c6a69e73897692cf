package io.arbiter.chaos.bench.net;

/** One direction between two of the network. */
public record Route(String from, String to) {
    boolean isBetweenNodes() {
        return !Message.isClient(from) && !Message.isClient(to);
    }
}
