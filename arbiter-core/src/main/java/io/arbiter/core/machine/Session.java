package io.arbiter.core.machine;

import io.arbiter.core.command.SessionSpec;
import io.arbiter.core.steps.StepsAnswer;
import io.arbiter.core.steps.StepsMemory;
import java.util.Collections;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * One live client process. Changed by the machine alone; not thread-safe. Every method that changes something here
 * announces that first, so that a capture keeps the image from before.
 */
public final class Session {
    private final long id;
    private final SessionSpec spec;
    private final long openedWallMillis;
    private final State state;
    private final TreeSet<String> leases = new TreeSet<>();
    private final TreeSet<String> waits = new TreeSet<>();
    /** The condemned ones of its leases. Follows from the resources, so no snapshot has it. */
    private NavigableSet<String> condemned = Collections.emptyNavigableSet();

    private long renewals;
    private long holdingsVersion;
    private StepsMemory steps = StepsMemory.EMPTY;

    Session(State state, long id, SessionSpec spec, long openedWallMillis) {
        this.state = state;
        this.id = id;
        this.spec = spec;
        this.openedWallMillis = openedWallMillis;
    }

    public long id() {
        return id;
    }

    public SessionSpec spec() {
        return spec;
    }

    /** The proposer's wall clock at the opening, for people. */
    public long openedWallMillis() {
        return openedWallMillis;
    }

    /** The number of renewals applied. */
    public long renewals() {
        return renewals;
    }

    /** Counts the changes of its holdings. */
    public long holdingsVersion() {
        return holdingsVersion;
    }

    /** The resources it holds. */
    public NavigableSet<String> leases() {
        return Collections.unmodifiableNavigableSet(leases);
    }

    /** The resources it waits for. */
    public NavigableSet<String> waits() {
        return Collections.unmodifiableNavigableSet(waits);
    }

    /** The resources that it holds under a condemned lease. */
    NavigableSet<String> condemned() {
        return condemned;
    }

    /** The answers to its newest calls with steps. */
    public StepsMemory steps() {
        return steps;
    }

    /** The number of resources that it holds or waits for. */
    int claims() {
        return leases.size() + waits.size();
    }

    void addRenewal() {
        state.changing(this);
        renewals++;
    }

    void addLease(String resource) {
        state.changing(this, inverse(() -> state.claimed(this, leases.remove(resource) ? -1 : 0)));
        state.claimed(this, leases.add(resource) ? 1 : 0);
        holdingsVersion++;
    }

    void removeLease(String resource) {
        state.changing(this, inverse(() -> state.claimed(this, leases.add(resource) ? 1 : 0)));
        state.claimed(this, leases.remove(resource) ? -1 : 0);
        holdingsVersion++;
    }

    /** Counts a change of a lease that it holds. */
    void addHoldingsChange() {
        state.changing(this, inverse(() -> {}));
        holdingsVersion++;
    }

    void addWait(String resource) {
        if (!waits.contains(resource)) {
            state.changing(this, inverse(() -> state.claimed(this, waits.remove(resource) ? -1 : 0)));
            state.claimed(this, waits.add(resource) ? 1 : 0);
        }
    }

    void removeWait(String resource) {
        if (waits.contains(resource)) {
            state.changing(this, inverse(() -> state.claimed(this, waits.add(resource) ? 1 : 0)));
            state.claimed(this, waits.remove(resource) ? -1 : 0);
        }
    }

    void setCondemned(String resource, boolean now) {
        state.changing(this);
        if (now && condemned.isEmpty()) {
            condemned = new TreeSet<>();
        }
        if (now) {
            condemned.add(resource);
        } else {
            condemned.remove(resource);
        }
    }

    void rememberSteps(StepsAnswer answer) {
        restoreSteps(steps.with(answer));
    }

    void restoreSteps(StepsMemory memory) {
        state.changing(this);
        state.countSessionsWithSteps((memory.isEmpty() ? 0 : 1) - (steps.isEmpty() ? 0 : 1));
        steps = memory;
    }

    /** Its sets can be large, so what is undone is each change, and not the whole. */
    private Runnable inverse(Runnable ofSet) {
        long version = holdingsVersion;
        return () -> {
            state.changing(this);
            ofSet.run();
            holdingsVersion = version;
        };
    }

    void restoreCounts(long itsRenewals, long itsHoldingsVersion) {
        state.changing(this);
        renewals = itsRenewals;
        holdingsVersion = itsHoldingsVersion;
    }

    /** Adds a lease that its holdings count already. */
    void restoreLease(String resource) {
        state.changing(this);
        state.claimed(this, leases.add(resource) ? 1 : 0);
    }
}
