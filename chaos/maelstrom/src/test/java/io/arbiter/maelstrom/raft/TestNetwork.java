package io.arbiter.maelstrom.raft;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A network inside the process, whose faults are drawn from a seed. */
final class TestNetwork implements AutoCloseable {
    /**
     * Faults of messages.
     *
     * @param delayMicros the longest delay; each message draws its own, so that they overtake each other
     * @param loss the share that is lost
     * @param repeats the share that is delivered twice, the second time after another delay
     * @param ghosts how often, a message, some message of the past is delivered once more
     */
    record Weather(int delayMicros, double loss, double repeats, double ghosts) {
        static final Weather FAIR = new Weather(200, 0, 0, 0);
        static final Weather FOUL = new Weather(30_000, 0.05, 0.1, 0.1);
        /** Every message is delivered twice. */
        static final Weather DOUBLE = new Weather(5_000, 0, 1, 0);
    }

    private record Link(String from, String to) {}

    private static final int REMEMBERED = 5_000;

    private final Random random;
    private final Map<String, Consumer<RaftMessage>> receivers = new ConcurrentHashMap<>();
    private final Set<Link> cuts = ConcurrentHashMap.newKeySet();
    private final List<RaftMessage> past = new ArrayList<>();
    private final AtomicLong sent = new AtomicLong();
    private final ScheduledExecutorService wire =
            Executors.newSingleThreadScheduledExecutor(task -> Threads.daemon("test-network", task));
    private volatile Weather weather = Weather.FAIR;
    private volatile Predicate<RaftMessage> losing = message -> false;

    TestNetwork(long seed) {
        this.random = new Random(seed);
    }

    MessageCarrier carrier(String id) {
        return new MessageCarrier() {
            @Override
            public void send(RaftMessage message) {
                TestNetwork.this.send(message);
            }

            @Override
            public void onMessage(Consumer<RaftMessage> receiver) {
                receivers.put(id, receiver);
            }
        };
    }

    void weather(Weather changed) {
        weather = changed;
    }

    /** Also loses the messages that match. */
    void lose(Predicate<RaftMessage> which) {
        losing = which;
    }

    void cut(String from, String to) {
        cuts.add(new Link(from, to));
    }

    void heal() {
        cuts.clear();
    }

    long sent() {
        return sent.get();
    }

    private synchronized void send(RaftMessage message) {
        sent.incrementAndGet();
        Weather now = weather;
        remember(message);
        if (random.nextDouble() >= now.loss() && !losing.test(message)) {
            deliver(message, now);
        }
        if (random.nextDouble() < now.repeats()) {
            deliver(message, now);
        }
        if (random.nextDouble() < now.ghosts()) {
            deliver(past.get(random.nextInt(past.size())), now);
        }
    }

    private void remember(RaftMessage message) {
        if (past.size() < REMEMBERED) {
            past.add(message);
        } else {
            past.set(random.nextInt(REMEMBERED), message);
        }
    }

    /** Delivers once more every remembered message, in no order. */
    synchronized void replay() {
        past.forEach(message -> deliver(message, weather));
    }

    private void deliver(RaftMessage message, Weather now) {
        if (!wire.isShutdown()) {
            wire.schedule(() -> arrive(message), random.nextInt(now.delayMicros() + 1), TimeUnit.MICROSECONDS);
        }
    }

    private void arrive(RaftMessage message) {
        Consumer<RaftMessage> receiver = receivers.get(message.to());
        if (receiver != null && !cuts.contains(new Link(message.from(), message.to()))) {
            receiver.accept(message);
        }
    }

    @Override
    public synchronized void close() {
        wire.shutdownNow();
    }
}
