package io.arbiter.simulation;

import io.arbiter.core.command.Command;
import io.arbiter.core.event.Event;
import io.arbiter.core.expiry.ExpiryTracker;
import io.arbiter.core.machine.Applied;
import io.arbiter.core.machine.LeaseMachine;
import io.arbiter.core.machine.StateImage;
import io.arbiter.simulation.Coverage.Kind;
import java.util.Optional;

/**
 * One node's server: the real machine and the real tracker on this node's own clock, fed by the modelled log. What a
 * crash leaves is the log and the newest snapshot; the tracker counts anew from the restart.
 */
final class SimReplica {
    private static final int SNAPSHOT_EVERY = 25;

    private final World world;
    private final Host host;
    private final SimService service;
    private final Leadership leadership;
    private LeaseMachine machine;
    private ExpiryTracker tracker;
    private int applied;
    private StateImage snapshot;
    private int snapshotAt;
    private boolean slow;

    SimReplica(World world, Host host) {
        this.world = world;
        this.host = host;
        this.service = new SimService(world, this);
        this.leadership = new Leadership(world, this);
    }

    /** A process starts, with the log and the snapshot that its predecessor left on the disk. */
    void boot() {
        int durable = applied;
        tracker = new ExpiryTracker(host.monotonic(), Settings.GRACE);
        machine = new LeaseMachine(World.LIMITS, tracker);
        boolean fromSnapshot = snapshot != null && world.dice.chance(0.6);
        machine.restore(fromSnapshot ? snapshot : world.log.base());
        applied = fromSnapshot ? snapshotAt : 0;
        if (durable > 0) {
            world.coverage.count(fromSnapshot ? Kind.REPLICAS_FROM_SNAPSHOT : Kind.REPLICAS_FROM_LOG);
        }
        applyUpTo(durable);
    }

    void crash() {
        host.crash();
        demote();
    }

    /** The disk is replaced by a restored backup, which the log begins with. */
    void wipe() {
        crash();
        applied = 0;
        snapshot = null;
    }

    // ---- the log

    /** How long after the commit this replica hears of it. */
    long lag() {
        long own = world.isCalm() ? Settings.CALM_LAG : slow ? 3 * Scheduler.SECOND : Scheduler.SECOND / 10;
        return world.dice.skewed(0, own) + (isLeader() ? 0 : world.network.delay());
    }

    void learn(int upTo) {
        SimReplica leader = world.log.elections().leader();
        if (leader == null || !world.network.areLinked(host, leader.host())) {
            return;
        }
        int known = Math.min(upTo, world.log.size());
        if (leader.snapshot != null && leader.snapshotAt > applied + SNAPSHOT_EVERY && leader.snapshotAt <= known) {
            machine.restore(leader.snapshot);
            applied = leader.snapshotAt;
            world.coverage.count(Kind.SNAPSHOTS_INSTALLED);
        }
        applyUpTo(known);
    }

    private void applyUpTo(int known) {
        while (applied < known) {
            apply(world.log.get(applied++));
        }
        if (applied >= snapshotAt + SNAPSHOT_EVERY) {
            snapshot = machine.image();
            snapshotAt = applied;
        }
    }

    private void apply(Entry entry) {
        for (Proposal proposal : entry.proposals) {
            Command command = world.mutant.atApply(proposal.command, machine.state());
            Applied result = machine.apply(entry.index, entry.wallMillis, command);
            world.checks.agreement.sameOutcome(this, proposal, result.outcome());
            proposal.appliedAt(this);
            result.events().stream().map(Event::change).forEach(service::granted);
        }
    }

    // ---- leadership

    void lead(long term) {
        leadership.begin(term);
    }

    /** Ready to lead. */
    void promote() {
        applyUpTo(world.log.size());
        world.mutant.promoted(machine);
        tracker.promote();
    }

    void hearOfTerm(long term) {
        if (leadership.endsBy(term)) {
            world.trace.say(this, "steps down, for there is a leader of term %d", term);
            demote();
        }
    }

    private void demote() {
        leadership.end();
        tracker.demote();
        service.forgetWaits();
    }

    // ---- what others ask

    void setSlow(boolean slow) {
        this.slow = slow;
    }

    boolean isLeader() {
        return world.log.elections().isLeader(this);
    }

    /** Whether it believes that it leads, and has applied what was there before. */
    boolean leads() {
        return leadership.isReady();
    }

    /** The node to which it forwards. */
    Optional<SimReplica> otherLeader() {
        return leadership.isBelieved() ? Optional.empty() : Optional.ofNullable(world.log.elections().leader());
    }

    ExpiryTracker tracker() {
        return tracker;
    }

    SimService service() {
        return service;
    }

    StateImage image() {
        return machine.image();
    }

    int applied() {
        return applied;
    }

    Host host() {
        return host;
    }

    @Override
    public String toString() {
        return host.toString();
    }
}
