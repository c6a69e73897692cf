package io.arbiter.simulation;

import static io.arbiter.simulation.Scheduler.MILLI;

import io.arbiter.core.command.Command;
import io.arbiter.simulation.Coverage.Kind;

/** What one replica believes of its own leadership: it may have been deposed without knowing. */
final class Leadership {
    private static final int MAX_DUE = 16;

    private final World world;
    private final SimReplica replica;
    private long term;
    private boolean ready;

    Leadership(World world, SimReplica replica) {
        this.world = world;
        this.replica = replica;
    }

    void begin(long newTerm) {
        term = newTerm;
        ready = false;
        replica.host().after(world.dice.between(MILLI, Settings.CALM_LAG), () -> becomeReady(newTerm));
    }

    /** Ready once everything is applied that earlier leaders committed or left to be committed. */
    private void becomeReady(long mine) {
        if (term != mine || !replica.isLeader()) {
            return;
        }
        if (world.log.hasInheritance()) {
            replica.host().after(5 * MILLI, () -> becomeReady(mine));
            return;
        }
        ready = true;
        replica.promote();
        expire(mine);
    }

    /** Looks for silent sessions at least every 100 ms. */
    private void expire(long mine) {
        if (term != mine) {
            return;
        }
        for (Command due : replica.tracker().due(MAX_DUE)) {
            if (!replica.isLeader()) {
                world.coverage.count(Kind.EXPIRIES_BY_DEPOSED_LEADERS);
            }
            world.trace.say(replica, "proposes %s", due);
            world.log.propose(replica, new Proposal(due, replica, outcome -> { }));
        }
        replica.host().after(world.dice.between(5 * MILLI, 100 * MILLI), () -> expire(mine));
    }

    /** Whether the news of that term ends it. */
    boolean endsBy(long newTerm) {
        return term > 0 && term < newTerm;
    }

    void end() {
        term = 0;
        ready = false;
    }

    boolean isBelieved() {
        return term > 0;
    }

    boolean isReady() {
        return ready;
    }
}
