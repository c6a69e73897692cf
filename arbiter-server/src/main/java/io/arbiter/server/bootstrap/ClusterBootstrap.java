package io.arbiter.server.bootstrap;

import io.arbiter.server.consensus.Member;
import io.arbiter.server.exit.ExitCode;
import io.arbiter.server.exit.StartException;
import io.arbiter.server.storage.VotingPermit;
import io.arbiter.server.tls.NodeTls;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The first start of a node: waits for its peers, or to be admitted, for as long as it takes, and logs for which ones,
 * and what the operator has to do.
 */
public final class ClusterBootstrap {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterBootstrap.class);
    private static final long ASK_EVERY_MILLIS = 500;

    private final PeerIdentityClient identities;
    private final List<Member> peers;
    private final String aboveToken;
    private final Restoration restoration;
    private final List<String> missing = new ArrayList<>();
    private String said = "";

    /**
     * @param peers every configured node but this one; all must be serving {@link BootstrapService}
     * @param aboveToken this node's {@code bootstrap.above-token}, as it is written
     * @param restoration of what the cluster begins from
     * @param tls this node's certificates; empty for plaintext
     */
    public ClusterBootstrap(List<Member> peers, String aboveToken, Restoration restoration, Optional<NodeTls> tls) {
        this.restoration = restoration;
        this.peers = List.copyOf(peers);
        this.aboveToken = aboveToken;
        this.identities = PeerIdentityClient.overGrpc(tls);
    }

    /**
     * Blocks until every peer is there and agrees, or an operator has this node admitted, then notes that durably.
     *
     * @throws StartException if this node must not vote, or is interrupted
     */
    public void form(VotingPermit permit) throws StartException {
        Optional<String> wiped = permit.wiped();
        if (wiped.isPresent() && peers.isEmpty()) {
            throw VotingPermit.refused(wiped.get() + "." + VotingPermit.remedy());
        }
        var rule = new BootstrapRule(permit.identity(), aboveToken);
        while (!isOver(rule.decide(wiped, answers()), permit)) {
            pause();
        }
    }

    private Map<Member, Optional<PeerIdentity>> answers() {
        missing.clear();
        Map<Member, Optional<PeerIdentity>> answers = new LinkedHashMap<>();
        peers.forEach(peer -> answers.put(peer, requestIdentity(peer)));
        return answers;
    }

    private boolean isOver(Decision decision, VotingPermit permit) throws StartException {
        String cluster = permit.identity().cluster();
        if (decision instanceof Decision.Form form) {
            restoration.stage(form.restoreAtMillis());
            permit.recordMembers(form.members());
            LOG.info(
                    "first start: cluster {} forms of {}",
                    cluster,
                    form.members().keySet());
            return true;
        } else if (decision instanceof Decision.Join join) {
            permit.recordAdmission(join.known());
            LOG.info("first start: admitted to cluster {}; its leader brings this node up to date", cluster);
            return true;
        } else if (decision instanceof Decision.AwaitAdmission admission) {
            say("waiting to be admitted, run: " + admission.command() + " (" + admission.why() + ")");
        } else {
            say("waiting for " + String.join("; ", missing));
        }
        return false;
    }

    /** Once for as long as it stays the same. */
    private void say(String news) {
        if (!news.equals(said)) {
            LOG.info("first start: {}", news);
            said = news;
        }
    }

    private Optional<PeerIdentity> requestIdentity(Member peer) {
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
