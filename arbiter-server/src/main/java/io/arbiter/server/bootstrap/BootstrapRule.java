package io.arbiter.server.bootstrap;

import io.arbiter.server.consensus.Member;
import io.arbiter.server.exit.ExitCode;
import io.arbiter.server.exit.StartException;
import io.arbiter.server.storage.NodeIdentity;
import io.arbiter.server.storage.RestorePlan;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Decides when a fresh node may start to vote: all configured peers are reachable, and each is fresh too or formed the
 * cluster with this very node, by its id. A pure function of the peers' answers.
 *
 * <p>Safety. A node that once voted or acknowledged anything together with a peer did so after that peer had agreed to
 * form the cluster, and the peer noted the ids it saw before that. If the node's disk is wiped, it comes back with an
 * id that no such note contains; the peer that has the note is asked, because all must be reachable; so the node has to
 * be admitted, as a voter that has never voted. Only if the peer's disk is lost too, which makes a majority of three,
 * nobody can tell any more.
 *
 * <p>A crash while forming does no harm. The id is on disk before anybody is asked or answered. A node that crashes
 * after its peers have formed with it comes back with the same id, finds itself in their notes, and joins. The peers'
 * notes need not be equal: each only has to contain those it really saw.
 */
final class BootstrapRule {
    private final NodeIdentity self;
    private final String aboveToken;

    /** @param aboveToken this node's {@code bootstrap.above-token}: the first leader starts the cluster by its own */
    BootstrapRule(NodeIdentity self, String aboveToken) {
        this.self = self;
        this.aboveToken = aboveToken;
    }

    /**
     * @param wiped why this directory must not form a cluster, if a file beside it says that another one has joined
     * @param answers of every other configured node; empty for one that could not be reached
     * @throws StartException if this node must not start
     */
    Decision decide(Optional<String> wiped, Map<Member, Optional<PeerIdentity>> answers) throws StartException {
        var members = new TreeMap<>(Map.of(self.node(), self.id()));
        for (Map.Entry<Member, Optional<PeerIdentity>> answer : answers.entrySet()) {
            if (answer.getValue().isPresent()) {
                PeerIdentity peer = answer.getValue().get();
                refuseStranger(answer.getKey(), peer);
                members.put(peer.node(), peer.id());
            }
        }
        List<PeerIdentity> present =
                answers.values().stream().flatMap(Optional::stream).toList();
        Optional<Decision> later = invitation(present).or(() -> admission(wiped, present));
        if (later.isPresent()) {
            return later.get();
        }
        for (PeerIdentity peer : present) {
            refuseOtherFloor(peer);
            refuseOtherBackup(peer);
        }
        return members.size() == answers.size() + 1 ? new Decision.Form(members, latest(present)) : new Decision.Wait();
    }

    /** Each node has noted its time before it told it, and never changes it: all find the same one. */
    private long latest(List<PeerIdentity> peers) {
        return peers.stream()
                .mapToLong(peer -> peer.restore().atMillis())
                .reduce(self.restore().atMillis(), Math::max);
    }

    private void refuseOtherBackup(PeerIdentity peer) throws StartException {
        if (!self.restore().sha256().equals(peer.restore().sha256())) {
            throw new StartException(
                    ExitCode.USAGE,
                    "bootstrap.restore is " + named(self.restore()) + " on " + self.node() + " and "
                            + named(peer.restore()) + " on " + peer.node()
                            + "; expected the same backup on every node, or none. Copy one file to all, and begin "
                            + "with empty data-dirs");
        }
    }

    private static String named(RestorePlan plan) {
        return plan.isNone() ? "not set" : "the backup with SHA-256 " + plan.sha256();
    }

    private void refuseStranger(Member expected, PeerIdentity peer) throws StartException {
        List<String> wanted = List.of(self.cluster(), expected.name());
        if (!wanted.equals(List.of(peer.cluster(), peer.node()))) {
            throw new StartException(
                    ExitCode.USAGE,
                    "peers." + expected.name() + ".client is "
                            + expected.clientAddress() + ", but there answers node " + peer.node() + " of cluster "
                            + peer.cluster() + "; expected node " + expected.name() + " of cluster " + self.cluster());
        }
    }

    private Optional<Decision> invitation(Collection<PeerIdentity> present) {
        return present.stream()
                .filter(peer -> self.id().equals(peer.standing().invited().get(self.node())))
                .findFirst()
                .map(peer -> new Decision.Join(peer.members()));
    }

    private Optional<Decision> admission(Optional<String> wiped, Collection<PeerIdentity> present) {
        return present.stream()
                .filter(peer ->
                        !peer.isFresh() && !self.id().equals(peer.members().get(self.node())))
                .findFirst()
                .map(this::formedBefore)
                .or(() -> wiped.map(why -> new Decision.AwaitAdmission(why, "arbiter member replace " + self.node())));
    }

    private Decision formedBefore(PeerIdentity peer) {
        boolean known = peer.members().containsKey(self.node())
                || peer.standing().voters().containsKey(self.node());
        return new Decision.AwaitAdmission(
                "the cluster already exists: " + peer.node() + " formed it "
                        + (known ? "with another disk of " : "without ") + self.node()
                        + ", and this node's data-dir is empty",
                "arbiter member " + (known ? "replace " : "add ") + self.node());
    }

    private void refuseOtherFloor(PeerIdentity peer) throws StartException {
        if (!aboveToken.equals(peer.aboveToken())) {
            throw new StartException(
                    ExitCode.USAGE,
                    "bootstrap.above-token is " + aboveToken + " on " + self.node()
                            + " and " + peer.aboveToken() + " on " + peer.node()
                            + "; expected the same on every node, since "
                            + "tokens begin above what the first leader has. Mend the files, and start the nodes again");
        }
    }
}
