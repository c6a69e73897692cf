package io.arbiter.chaos.bench.net;

import io.arbiter.chaos.bench.loop.SeededRandom;
import java.util.ArrayDeque;
import java.util.Queue;

/** One direction: its dice, and the messages in flight in order. */
final class Link {
    final SeededRandom dice;
    final Queue<Message> inOrder = new ArrayDeque<>();
    /** Arrival of the last of {@link #inOrder}, on the loop's clock; the next does not overtake it. */
    long lastArrivalNanos = Long.MIN_VALUE;

    public Link(SeededRandom dice) {
        this.dice = dice;
    }
}
