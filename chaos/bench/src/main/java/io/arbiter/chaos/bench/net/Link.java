package io.arbiter.chaos.bench.net;

import io.arbiter.chaos.bench.loop.Dice;
import java.util.ArrayDeque;
import java.util.Queue;

/** One direction: its dice, and what is on its way in order. */
final class Link {
    final Dice dice;
    final Queue<Message> inOrder = new ArrayDeque<>();
    /** When the last of {@link #inOrder} arrives, on the loop's clock; the next does not overtake it. */
    long lastArrivalNanos = Long.MIN_VALUE;

    Link(Dice dice) {
        this.dice = dice;
    }
}
