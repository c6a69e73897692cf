package io.arbiter.core.expiry;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.core.FakeClock;
import io.arbiter.core.command.Command;
import io.arbiter.core.command.SessionSpec;
import io.arbiter.core.machine.LeaseMachine;
import io.arbiter.core.machine.Limits;
import io.arbiter.core.machine.Session;
import io.arbiter.core.machine.StateSnapshot;
import io.arbiter.core.outcome.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** One seed: three replicas whose clocks agree, because drift is the simulation's business. */
final class SilenceRun {
    private static final long SECOND = 1_000_000_000L;
    private static final Duration GRACE = Duration.ofSeconds(1);
    private final SplittableRandom random;
    private final FakeClock clock;
    private final List<Node> nodes = new ArrayList<>();
    /** The times of each session's last sign of life, and of the last lost proposal about it. */
    private final Map<Long, Long> heard = new TreeMap<>();

    private final Map<Long, Long> lost = new TreeMap<>();
    private long expired;
    private int leader = -1;
    private long promotedAt;
    private long index;

    /** A replica and the time of its last start. */
    private record Node(LeaseMachine machine, ExpiryTracker tracker, long startedAt) {}

    SilenceRun(long seed) {
        this.random = new SplittableRandom(seed);
        // so that the readings wrap around in the middle of a run
        this.clock = new FakeClock(Long.MAX_VALUE - random.nextLong(150 * SECOND));
        for (int i = 0; i < 3; i++) {
            nodes.add(started());
        }
    }

    long play() {
        for (int step = 0; step < 150; step++) {
            clock.advance(Duration.ofMillis(random.nextInt(1_500)));
            act();
            tick();
        }
        return expired;
    }

    private void act() {
        switch (random.nextInt(12)) {
            case 0 -> open();
            case 1, 2, 3, 4 -> renew();
            case 5, 6 -> promote(random.nextInt(3));
            case 7 -> restart(random.nextInt(3));
            case 8 -> demote();
            default -> {
                // only time passes
            }
        }
    }

    private void open() {
        var spec = new SessionSpec("c" + index, "x", "c", "us-east", 0, 1_000 + random.nextInt(5_000), 10_000, 0);
        var opened = (Outcome.SessionOpened) apply(new Command.OpenSession(spec, List.of()));
        heard.put(opened.session(), clock.nanos());
    }

    private void renew() {
        for (long session : List.copyOf(heard.keySet())) {
            if (random.nextInt(3) > 0) {
                apply(new Command.RenewSession(session, 0));
                heard.put(session, clock.nanos());
            }
        }
    }

    private void promote(int node) {
        demote();
        nodes.get(node).tracker().promote();
        leader = node;
        promotedAt = clock.nanos();
    }

    private void demote() {
        nodes.forEach(node -> node.tracker().demote());
        leader = -1;
    }

    private void restart(int node) {
        StateSnapshot image = nodes.get(node).machine().image();
        if (leader == node) {
            demote();
        }
        Node fresh = started();
        fresh.machine().restore(image);
        nodes.set(node, fresh);
    }

    private Node started() {
        var tracker = new ExpiryTracker(clock, GRACE);
        return new Node(new LeaseMachine(Limits.DEFAULT, tracker), tracker, clock.nanos());
    }

    private void tick() {
        if (leader < 0) {
            return;
        }
        for (Command command : nodes.get(leader).tracker().due(100)) {
            long session = ((Command.ExpireSession) command).session();
            if (random.nextInt(4) == 0) {
                lost.put(session, clock.nanos());
            } else {
                expire(command, session);
            }
        }
        nobodyOverdueIsLeftAlone();
    }

    private void expire(Command command, long session) {
        long silence = nodes.get(leader)
                .machine()
                .state()
                .session(session)
                .orElseThrow()
                .spec()
                .silenceNanos();
        assertThat(apply(command)).isInstanceOf(Outcome.SessionEnded.class);
        assertThat(clock.nanos() - heard.remove(session))
                .as("nobody is expired early")
                .isGreaterThanOrEqualTo(silence);
        assertThat(clock.nanos() - promotedAt).as("nor in the grace").isGreaterThanOrEqualTo(GRACE.toNanos());
        expired++;
    }

    private void nobodyOverdueIsLeftAlone() {
        Node node = nodes.get(leader);
        long now = clock.nanos();
        if (now - promotedAt < GRACE.toNanos()) {
            return;
        }
        for (Session session : node.machine().state().sessions().values()) {
            long silent = Math.min(now - heard.get(session.id()), now - node.startedAt());
            boolean retried = lost.containsKey(session.id()) && now - lost.get(session.id()) < SECOND;
            assertThat(silent < session.spec().silenceNanos() || retried)
                    .as("session %d is overdue and proposed for expiry", session.id())
                    .isTrue();
        }
    }

    private Outcome apply(Command command) {
        index++;
        var answers = nodes.stream()
                .map(node -> node.machine().apply(index, 0, command).outcome())
                .toList();
        assertThat(answers).containsOnly(answers.get(0));
        return answers.get(0);
    }
}
