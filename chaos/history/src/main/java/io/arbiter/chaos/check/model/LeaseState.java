package io.arbiter.chaos.check.model;

import java.util.Set;
import java.util.TreeSet;

/**
 * Known state of a lease.
 *
 * @param holder the last known one, who may have lost it since; null if it was free when last seen
 * @param token the largest that was seen; the holder's, if there is one
 * @param lasting whether the lease can end only by its holder's release or with its session
 * @param gone clients whose session must have ended, since they lost a lasting lease
 */
record LeaseState(String holder, long token, boolean lasting, Set<String> gone) {
    static final LeaseState NEVER_GRANTED = new LeaseState(null, 0, false, Set.of());

    LeaseState {
        gone = Set.copyOf(gone);
    }

    boolean isHeldBy(String client, long withToken) {
        return client.equals(holder) && token == withToken;
    }

    LeaseState heldBy(String client, long withToken, boolean nowLasting) {
        return new LeaseState(client, withToken, nowLasting, gone);
    }

    LeaseState free() {
        return new LeaseState(null, token, false, gone);
    }

    LeaseState withGone(String client) {
        Set<String> more = new TreeSet<>(gone);
        more.add(client);
        return new LeaseState(holder, token, lasting, more);
    }

    /** The start of a session says nothing of leases of the one before. */
    LeaseState withSessionOf(String client) {
        Set<String> fewer = new TreeSet<>(gone);
        fewer.remove(client);
        return new LeaseState(holder, token, lasting && !client.equals(holder), fewer);
    }
}
