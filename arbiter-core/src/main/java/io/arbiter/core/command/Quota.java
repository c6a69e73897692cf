package io.arbiter.core.command;

/**
 * What one identity may have at a time, over all of its sessions. The proposer writes it into the entry, so that every
 * replica decides alike although each node's configuration is its own. It refuses what would be new and ends nothing
 * that an identity has: a lease that is held is renewed, inherited and handed over as if there were no quota.
 *
 * @param sessions sessions that are open
 * @param leases resources that they hold or wait for, or held last and that are confined since
 */
public record Quota(int sessions, int leases) {
    /** As in the entries of releases that had no quotas. */
    public static final Quota NONE = new Quota(Integer.MAX_VALUE, Integer.MAX_VALUE);

    public Quota {
        CommandChecks.range("quota.sessions", sessions, 1, Integer.MAX_VALUE);
        CommandChecks.range("quota.leases", leases, 1, Integer.MAX_VALUE);
    }
}
