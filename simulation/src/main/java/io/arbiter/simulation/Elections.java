package io.arbiter.simulation;

import static io.arbiter.simulation.Scheduler.MILLI;
import static io.arbiter.simulation.Scheduler.SECOND;

import io.arbiter.simulation.Coverage.Kind;
import java.util.List;

/**
 * Who leads. A leader that loses the majority is replaced after an election; it goes on believing that it leads until
 * the news reaches it, or until it notices its isolation by itself.
 */
final class Elections {
    private final World world;
    private final SimLog log;
    private SimReplica leader;
    private long term;
    private boolean running;

    Elections(World world, SimLog log) {
        this.world = world;
        this.log = log;
    }

    /** Starts from nobody leading. */
    void begin() {
        leader = null;
        reconsider();
    }

    void reconsider() {
        if (leader == null || !hasMajority(leader)) {
            call();
        }
    }

    /** An election, needed or not: followers may miss heartbeats that were sent. */
    void call() {
        if (!running) {
            running = true;
            long delay = world.isCalm() ? world.dice.between(200 * MILLI, Settings.CALM_ELECTION)
                    : world.dice.skewed(100 * MILLI, 6 * SECOND);
            world.time.after(delay, this::elect);
        }
    }

    private void elect() {
        running = false;
        List<SimReplica> candidates = world.replicas.stream().filter(this::hasMajority).toList();
        if (candidates.isEmpty()) {
            call();
        } else {
            install(world.dice.pick(candidates));
        }
    }

    private void install(SimReplica next) {
        boolean another = next != leader;
        term++;
        leader = next;
        world.trace.say("log", "%s leads term %d", next, term);
        if (another) {
            world.coverage.count(Kind.LEADER_CHANGES);
        }
        log.changeLeader(another);
        for (SimReplica replica : world.replicas) {
            if (replica != next) {
                long newTerm = term;
                replica.host().after(untilTold(next, replica), () -> replica.hearOfTerm(newTerm));
            }
        }
        next.lead(term);
    }

    private long untilTold(SimReplica next, SimReplica deposed) {
        boolean linked = world.network.areLinked(next.host(), deposed.host());
        return linked ? world.network.delay() : world.dice.between(0, 4 * SECOND);
    }

    /** Whether it runs and is linked to a majority, itself included. */
    private boolean hasMajority(SimReplica replica) {
        if (!replica.host().isRunning()) {
            return false;
        }
        long linked = world.replicas.stream()
                .filter(other -> other.host().isRunning() && world.network.areLinked(replica.host(), other.host()))
                .count();
        return 2 * linked > Settings.NODES;
    }

    boolean leaderCanCommit() {
        return leader != null && hasMajority(leader);
    }

    boolean isLeader(SimReplica replica) {
        return replica == leader;
    }

    /** Null before the first election. */
    SimReplica leader() {
        return leader;
    }

    long term() {
        return term;
    }
}
