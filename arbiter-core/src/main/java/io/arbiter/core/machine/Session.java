package io.arbiter.core.machine;

import io.arbiter.core.command.SessionSpec;
import java.util.Collections;
import java.util.NavigableSet;
import java.util.TreeSet;

/** One live client process. Changed by the machine alone; not thread-safe. */
public final class Session {
    private final long id;
    private final SessionSpec spec;
    private final long openedWallMillis;
    final TreeSet<String> leases = new TreeSet<>();
    final TreeSet<String> waits = new TreeSet<>();
    long renewals;
    long holdingsVersion;

    Session(long id, SessionSpec spec, long openedWallMillis) {
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

    /** How many renewals were applied. */
    public long renewals() {
        return renewals;
    }

    /** Counts the changes of what it holds. */
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
}
