package io.arbiter.server.bootstrap;

import io.arbiter.server.consensus.Member;
import io.arbiter.server.exit.ExitCode;
import io.arbiter.server.exit.StartException;
import io.arbiter.server.storage.NodeIdentity;
import io.arbiter.server.storage.VotingPermit;
import io.arbiter.server.tls.NodeTls;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The first start of a node: waits for its peers, for as long as it takes, and logs for which ones. */
public final class ClusterBootstrap {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterBootstrap.class);
    private static final long ASK_EVERY_MILLIS = 500;

    private final PeerIdentityClient identities;
    private final List<Member> peers;
    private final String aboveToken;

    /**
     * @param peers every configured node but this one; all must be serving {@link BootstrapService}
     * @param aboveToken this node's {@code bootstrap.above-token}, as it is written
     * @param tls this node's certificates; empty for plaintext
     */
    public ClusterBootstrap(List<Member> peers, String aboveToken, Optional<NodeTls> tls) {
        this(peers, aboveToken, new GrpcPeerIdentityClient(tls));
    }

    ClusterBootstrap(List<Member> peers, String aboveToken, PeerIdentityClient identities) {
        this.peers = List.copyOf(peers);
        this.aboveToken = aboveToken;
        this.identities = identities;
    }

    /**
     * Blocks until every peer is there and agrees, then notes the agreement durably.
     *
     * @throws StartException if this node must not vote, or is interrupted
     */
    public void form(VotingPermit permit) throws StartException {
        List<String> said = List.of();
        while (true) {
            List<String> missing = new ArrayList<>();
            Map<Member, Optional<PeerIdentity>> answers = new LinkedHashMap<>();
            peers.forEach(peer -> answers.put(peer, requestIdentity(peer, missing)));
            NodeIdentity self = permit.identity();
            Optional<SortedMap<String, String>> members = BootstrapRule.decide(self, aboveToken, answers);
            if (members.isPresent()) {
                permit.recordMembers(members.get());
                LOG.info(
                        "first start: cluster {} forms of {}",
                        self.cluster(),
                        members.get().keySet());
                return;
            }
            if (!missing.equals(said)) {
                LOG.info("first start: waiting for {}", String.join("; ", missing));
                said = missing;
            }
            pause();
        }
    }

    private Optional<PeerIdentity> requestIdentity(Member peer, List<String> missing) {
        try {
            return Optional.of(identities.request(peer));
        } catch (IOException e) {
            missing.add(peer.name() + " at " + peer.clientAddress() + " (" + e.getMessage() + ")");
            return Optional.empty();
        }
    }

    private static void pause() throws StartException {
        try {
            TimeUnit.MILLISECONDS.sleep(ASK_EVERY_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartException(ExitCode.START_FAILED, "interrupted while waiting for the peers", e);
        }
    }
}
