package io.arbiter.fence.timestamp;

import io.arbiter.fence.StaleTokenException;
import io.arbiter.fence.internal.FenceArguments;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;

/**
 * Stamps the writes that are made under one lease. Within the lease it is a hybrid logical clock: it follows the wall
 * clock, and never stands still or goes back when that does (Kulkarni, Demirbas et al., "Logical Physical Clocks and
 * Consistent Snapshots in Globally Distributed Databases", 2014). Between leases the token decides, so the clocks of
 * two holders may be hours apart.
 *
 * <p>How far stamps run ahead of the wall clock is bounded; beyond it there is no stamp. They do so while a wall clock
 * that was set back catches up, after an {@linkplain #observe observed} stamp from a machine whose clock is ahead, and
 * if more than 65,536 stamps are asked for in each millisecond.
 *
 * <p><b>Not promised:</b> that stamps of two clocks under the same token differ. Where several processes write under
 * one lease, add the process to the key; let each observe what it reads of the others, and what it wrote before it was
 * started again.
 *
 * <p>Thread-safe. A stamp says when a write was made; whether it may be made is for the gate and the guard to say.
 */
public final class FencedClock {
    /** How far stamps may run ahead of the wall clock, unless told otherwise. */
    public static final Duration DEFAULT_MAX_LEAD = Duration.ofMinutes(1);

    private static final Duration LONGEST_MAX_LEAD = Duration.ofDays(365);

    private final String resource;
    private final long token;
    private final long maxLeadMillis;
    private final InstantSource wall;
    /** Of the latest stamp given or observed. */
    private long latest;

    /** A clock of this machine for the writes to {@code resource} under {@code token}. Throws as the other does. */
    public FencedClock(String resource, long token) {
        this(resource, token, DEFAULT_MAX_LEAD, InstantSource.system());
    }

    /**
     * A clock that is read from {@code wall}.
     *
     * @param resource 1 to 512 bytes of UTF-8 without control characters
     * @param token the lease's fencing token, at least 1
     * @param maxLead how far stamps may run ahead of {@code wall}: 0 to 365 days, in whole milliseconds
     * @throws IllegalArgumentException if an argument is out of bounds
     */
    public FencedClock(String resource, long token, Duration maxLead, InstantSource wall) {
        this.resource = FenceArguments.resource(resource);
        this.token = FenceArguments.token(token);
        if (maxLead.isNegative() || maxLead.compareTo(LONGEST_MAX_LEAD) > 0) {
            throw new IllegalArgumentException("maxLead must be 0 to 365 days, was " + maxLead);
        }
        this.maxLeadMillis = maxLead.toMillis();
        this.wall = Objects.requireNonNull(wall, "wall");
    }

    /**
     * A stamp above every one given or observed so far.
     *
     * @throws ClockLeadException if it would be further ahead of the wall clock than allowed; nothing has changed
     * @throws IllegalStateException if the wall clock shows a time before 1970 or after the year 6429
     */
    public synchronized FencedTimestamp next() {
        long now = wallMillis();
        FencedTimestamp stamp = FencedTimestamp.of(token, Math.max(latest + 1, FencedTimestamp.firstOf(now)));
        requireLead(stamp, now);
        latest = stamp.hybrid();
        return stamp;
    }

    /**
     * Puts all stamps from now on above one that was read with the data.
     *
     * @throws StaleTokenException if it is of a higher token: there is another holder, so stop writing
     * @throws ClockLeadException if it is further ahead of the wall clock than allowed; nothing has changed
     * @throws IllegalStateException as {@link #next()} does
     */
    public synchronized void observe(FencedTimestamp seen) {
        if (seen.token() > token) {
            throw new StaleTokenException(resource, token, seen.token());
        }
        if (seen.token() == token) {
            requireLead(seen, wallMillis());
            latest = Math.max(latest, seen.hybrid());
        }
    }

    private void requireLead(FencedTimestamp stamp, long now) {
        if (stamp.millis() - now > maxLeadMillis) {
            throw new ClockLeadException(
                    resource, token, Duration.ofMillis(stamp.millis() - now), Duration.ofMillis(maxLeadMillis));
        }
    }

    private long wallMillis() {
        long millis = wall.millis();
        if (millis < 0 || millis >= FencedTimestamp.MAX_MILLIS - LONGEST_MAX_LEAD.toMillis()) {
            throw new IllegalStateException("this machine's clock shows " + Instant.ofEpochMilli(millis)
                    + ", expected a time from 1970 to the year 6428: set it right");
        }
        return millis;
    }
}
