package io.arbiter.server.members;

import io.arbiter.server.bootstrap.PeerIdentity;
import io.arbiter.server.bootstrap.PeerIdentityClient;
import io.arbiter.server.consensus.Member;
import io.arbiter.server.consensus.MemberId;
import io.arbiter.server.failure.CallException;
import io.arbiter.server.failure.Reason;
import java.io.IOException;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;

/** The disk with which a node answers on its client address. */
record Candidate(Member node, PeerIdentity found) {

    /** @throws CallException {@code MEMBER_NOT_WAITING} if nobody answers there, or somebody else */
    static Candidate at(Member node, String cluster, PeerIdentityClient identities) {
        PeerIdentity found;
        try {
            found = identities.request(node);
        } catch (IOException silent) {
            throw notWaiting(node, "nobody answers: " + silent.getMessage());
        }
        if (!found.node().equals(node.name()) || !found.cluster().equals(cluster)) {
            throw notWaiting(node, "there answers node " + found.node() + " of cluster " + found.cluster());
        }
        return new Candidate(node, found);
    }

    /** Whether it runs with the very disk that has this vote. */
    boolean is(MemberId voter) {
        return found.standing().member().equals(voter.toString());
    }

    /**
     * What its votes will count for.
     *
     * @param ours the ids of this cluster's disks, as far as one of its nodes knows
     * @throws CallException {@code MEMBER_NOT_WAITING} if this disk may have voted before, or has another cluster's log
     */
    MemberId id(Supplier<Set<String>> ours) {
        boolean waits = found.isFresh() && found.standing().member().isEmpty();
        MemberId own = waits
                ? new MemberId(node.name(), found.id())
                : MemberId.parse(found.standing().member());
        boolean mayHaveVoted = !waits && (found.standing().votes() || own.disk().isEmpty());
        if (mayHaveVoted) {
            throw notWaiting(node, "it runs with a disk that was a member before");
        }
        if (!waits && Collections.disjoint(ours.get(), withoutItself())) {
            throw notWaiting(node, "it was admitted to another cluster of this name");
        }
        return own;
    }

    private Set<String> withoutItself() {
        var others = new HashSet<>(found.members().values());
        others.remove(found.id());
        return others;
    }

    private static CallException notWaiting(Member node, String found) {
        return new CallException(
                Reason.MEMBER_NOT_WAITING,
                node.name() + " does not wait to be admitted at " + node.clientAddress() + " (" + found
                        + "); nothing was done. Start arbiter-server there with an empty data-dir, and repeat this",
                node.name(),
                node.clientAddress(),
                found);
    }
}
