package io.arbiter.core.machine;

import io.arbiter.core.command.SessionSpec;
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
    private long renewals;
    private long holdingsVersion;

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

    /** The number of resources that it holds or waits for. */
    int claims() {
        return leases.size() + waits.size();
    }

    void addRenewal() {
        state.changing(this);
        renewals++;
    }

    void addLease(String resource) {
        state.changing(this);
        state.claimed(this, leases.add(resource) ? 1 : 0);
        holdingsVersion++;
    }

    void removeLease(String resource) {
        state.changing(this);
        state.claimed(this, leases.remove(resource) ? -1 : 0);
        holdingsVersion++;
    }

    /** Counts a change of a lease that it holds. */
    void addHoldingsChange() {
        state.changing(this);
        holdingsVersion++;
    }

    void addWait(String resource) {
        state.changing(this);
        state.claimed(this, waits.add(resource) ? 1 : 0);
    }

    void removeWait(String resource) {
        state.changing(this);
        state.claimed(this, waits.remove(resource) ? -1 : 0);
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
