package io.arbiter.chaos.bench.net;

import io.arbiter.chaos.bench.loop.EventLoop;
import io.arbiter.chaos.bench.loop.SeededRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Carries messages. The fate of the n-th message of a route is drawn from the seed; which message that is depends on
 * the nodes. On the loop only.
 */
public final class Network {
    /** A message that is overtaken takes up to so many times its latency, and at least a little longer. */
    private static final int OVERTAKEN = 10;

    private static final Duration LITTLE = Duration.ofMillis(5);

    private final EventLoop loop;
    private final LongSupplier clock;
    private final SeededRandom dice;
    private final Map<String, Consumer<Message>> receivers = new HashMap<>();
    private final Map<Route, Link> links = new HashMap<>();
    private final List<Partition> partitions = new ArrayList<>();
    private final Traffic traffic = new Traffic();
    private LinkQuality quality;
    /** These two are also read off the loop. */
    private final AtomicLong carried = new AtomicLong();

    private final AtomicLong dropped = new AtomicLong();

    public Network(EventLoop loop, LongSupplier clock, SeededRandom dice, LinkQuality quality) {
        this.loop = loop;
        this.clock = clock;
        this.dice = dice;
        this.quality = quality;
    }

    /** From now on, messages to that name go there. */
    public void attach(String name, Consumer<Message> receiver) {
        receivers.put(name, receiver);
    }

    public void send(Message message) {
        var route = new Route(message.src(), message.dest());
        Link link = links.computeIfAbsent(route, r -> new Link(dice.forPurpose(r.toString())));
        if (route.isBetweenNodes()) {
            traffic.sent(message.src(), clock.getAsLong());
        }
        if (isCut(route) || link.dice.chance(quality.loss())) {
            dropped.incrementAndGet();
            return;
        }
        carry(link, route, message);
        if (route.isBetweenNodes() && link.dice.chance(quality.duplicate())) {
            carry(link, route, message);
        }
    }

    private void carry(Link link, Route route, Message message) {
        Duration latency = quality.latency().draw(link.dice);
        if (link.dice.chance(quality.reorder())) {
            Duration late =
                    latency.multipliedBy(link.dice.between(1, OVERTAKEN)).plus(LITTLE);
            loop.after(late, () -> arrive(route, message));
            return;
        }
        link.inOrder.add(message);
        long now = clock.getAsLong();
        link.lastArrivalNanos = Math.max(link.lastArrivalNanos, now + latency.toNanos());
        loop.after(Duration.ofNanos(link.lastArrivalNanos - now), () -> arrive(route, link.inOrder.remove()));
    }

    private void arrive(Route route, Message message) {
        Consumer<Message> receiver = receivers.get(message.dest());
        if (receiver == null || isCut(route)) {
            dropped.incrementAndGet();
            return;
        }
        carried.incrementAndGet();
        receiver.accept(message);
    }

    private boolean isCut(Route route) {
        return partitions.stream().anyMatch(partition -> partition.cuts(route));
    }

    public void begin(Partition partition) {
        partitions.add(partition);
    }

    /** Does nothing if it is not on. */
    public void end(Partition partition) {
        partitions.remove(partition);
    }

    public LinkQuality quality() {
        return quality;
    }

    /** For messages sent from now on. */
    public void setQuality(LinkQuality next) {
        quality = next;
    }

    /** The node that sends most to the others: the leader, if there is one. */
    public String busiest(List<String> nodes) {
        return traffic.busiest(nodes);
    }

    public long carried() {
        return carried.get();
    }

    /** Lost, cut off, or sent to no receiver. */
    public long dropped() {
        return dropped.get();
    }
}
