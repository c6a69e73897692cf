package io.arbiter.server.bootstrap;

import io.arbiter.server.consensus.Member;
import io.arbiter.server.exit.ExitCode;
import io.arbiter.server.exit.StartException;
import io.arbiter.server.storage.NodeIdentity;
import io.arbiter.server.storage.VotingPermit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Decides when a fresh node may start to vote: all configured peers are reachable, and each is fresh too or formed the
 * cluster with this very node, by its id. A pure function of the peers' answers.
 *
 * <p>Safety. A node that once voted or acknowledged anything together with a peer did so after that peer had agreed to
 * form the cluster, and the peer noted the ids it saw before that. If the node's disk is wiped, it comes back with an
 * id that no such note contains; the peer that has the note is asked, because all must be reachable; so the node is
 * refused. Only if the peer's disk is lost too, which makes a majority of three, nobody can tell any more.
 *
 * <p>A crash while forming does no harm. The id is on disk before anybody is asked or answered. A node that crashes
 * after its peers have formed with it comes back with the same id, finds itself in their notes, and joins. The peers'
 * notes need not be equal: each only has to contain those it really saw.
 */
final class BootstrapRule {
    private BootstrapRule() {}

    /**
     * @param aboveToken this node's {@code bootstrap.above-token}: the first leader starts the cluster by its own
     * @param answers of every other configured node; empty for one that could not be reached
     * @return the ids of all members, or nothing if this node has to wait
     * @throws StartException if this node must not start
     */
    static Optional<SortedMap<String, String>> decide(
            NodeIdentity self, String aboveToken, Map<Member, Optional<PeerIdentity>> answers) throws StartException {
        SortedMap<String, String> members = new TreeMap<>(Map.of(self.node(), self.id()));
        for (Map.Entry<Member, Optional<PeerIdentity>> answer : answers.entrySet()) {
            if (answer.getValue().isPresent()) {
                PeerIdentity peer = answer.getValue().get();
                refuseStranger(self, answer.getKey(), peer);
                refuseIfReplaced(self, peer);
                refuseOtherFloor(self, aboveToken, peer);
                members.put(peer.node(), peer.id());
            }
        }
        return members.size() == answers.size() + 1 ? Optional.of(members) : Optional.empty();
    }

    private static void refuseStranger(NodeIdentity self, Member expected, PeerIdentity peer) throws StartException {
        List<String> wanted = List.of(self.cluster(), expected.name());
        if (!wanted.equals(List.of(peer.cluster(), peer.node()))) {
            throw new StartException(
                    ExitCode.USAGE,
                    "peers." + expected.name() + ".client is "
                            + expected.clientAddress() + ", but there answers node " + peer.node() + " of cluster "
                            + peer.cluster() + "; expected node " + expected.name() + " of cluster " + self.cluster());
        }
    }

    private static void refuseOtherFloor(NodeIdentity self, String aboveToken, PeerIdentity peer)
            throws StartException {
        if (!aboveToken.equals(peer.aboveToken())) {
            throw new StartException(
                    ExitCode.USAGE,
                    "bootstrap.above-token is " + aboveToken + " on " + self.node()
                            + " and " + peer.aboveToken() + " on " + peer.node()
                            + "; expected the same on every node, since "
                            + "tokens begin above what the first leader has. Mend the files, and start the nodes again");
        }
    }

    private static void refuseIfReplaced(NodeIdentity self, PeerIdentity peer) throws StartException {
        if (!peer.isFresh() && !self.id().equals(peer.members().get(self.node()))) {
            throw VotingPermit.refused("the cluster already exists: " + peer.node() + " formed it "
                    + (peer.members().containsKey(self.node()) ? "with another disk of " : "without ") + self.node()
                    + ", and this node's data-dir is empty." + VotingPermit.remedy());
        }
    }
}
