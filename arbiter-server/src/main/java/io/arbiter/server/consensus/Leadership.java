package io.arbiter.server.consensus;

import java.util.Objects;
import java.util.Optional;

/**
 * The leader, as one node knows it at one moment. This may be out of date as soon as it is read: a leader that has been
 * cut off assumes that it leads until its election timeout has passed.
 *
 * @param self this node's name
 * @param leader the node that leads, as far as known; empty during an election
 * @param ready whether this node leads and has applied everything committed before its term; only then may it act
 *     as the leader
 * @param term the Raft term
 */
public record Leadership(String self, Optional<Member> leader, boolean ready, long term) {
    public Leadership {
        Objects.requireNonNull(self, "self");
        Objects.requireNonNull(leader, "leader");
        if (ready && !leader.map(Member::name).equals(Optional.of(self))) {
            throw new IllegalArgumentException(self + " cannot be a ready leader while " + leader + " leads");
        }
    }

    /** Whether this node leads, ready or not. */
    public boolean isLeader() {
        return leader.isPresent() && leader.get().name().equals(self);
    }

    /** The leader's client address ({@code host:port}), or an empty string when no leader is known. */
    public String leaderClientAddress() {
        return leader.map(Member::clientAddress).orElse("");
    }
}
