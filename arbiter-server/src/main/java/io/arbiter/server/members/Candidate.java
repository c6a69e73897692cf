package io.arbiter.server.members;

import io.arbiter.server.bootstrap.PeerIdentity;
import io.arbiter.server.bootstrap.PeerIdentityClient;
import io.arbiter.server.consensus.Member;
import io.arbiter.server.consensus.MemberId;
import io.arbiter.server.failure.CallException;
import io.arbiter.server.failure.Reason;
import java.io.IOException;

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
     * @throws CallException {@code MEMBER_NOT_WAITING} if this disk may have voted before
     */
    MemberId id() {
        boolean waits = found.isFresh() && found.standing().member().isEmpty();
        MemberId own = waits
                ? new MemberId(node.name(), found.id())
                : MemberId.parse(found.standing().member());
        boolean mayHaveVoted = !waits && (found.standing().votes() || own.disk().isEmpty());
        if (mayHaveVoted) {
            throw notWaiting(node, "it runs with a disk that was a member before");
        }
        return own;
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
