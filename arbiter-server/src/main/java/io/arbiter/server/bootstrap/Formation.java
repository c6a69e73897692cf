package io.arbiter.server.bootstrap;

import io.arbiter.server.consensus.Member;
import io.arbiter.server.exit.ExitCode;
import io.arbiter.server.exit.StartException;
import io.arbiter.server.storage.Franchise;
import io.arbiter.server.storage.NodeIdentity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The first start of a node: waits for its peers, for as long as it takes, and says for whom. */
public final class Formation {
    private static final Logger LOG = LoggerFactory.getLogger(Formation.class);
    private static final long ASK_EVERY_MILLIS = 500;
    private static final int SAY_EVERY_ROUNDS = 20;

    private final Introducer introducer;
    private final List<Member> peers;

    /** @param peers every configured node but this one; all must be serving {@link BootstrapService} */
    public Formation(List<Member> peers) {
        this(peers, new GrpcIntroducer());
    }

    Formation(List<Member> peers, Introducer introducer) {
        this.peers = List.copyOf(peers);
        this.introducer = introducer;
    }

    /**
     * Blocks until every peer is there and agrees, then notes it durably.
     *
     * @throws StartException if this node must not vote, or is interrupted
     */
    public void form(Franchise franchise) throws StartException {
        for (int round = 0;; round++) {
            Map<Member, Optional<Introduction>> answers = new LinkedHashMap<>();
            peers.forEach(peer -> answers.put(peer, introducer.ask(peer)));
            NodeIdentity self = franchise.identity();
            Optional<SortedMap<String, String>> members = FormingRule.decide(self, answers);
            if (members.isPresent()) {
                franchise.agree(members.get());
                LOG.info("first start: cluster {} forms of {}", self.cluster(), members.get().keySet());
                return;
            }
            if (round % SAY_EVERY_ROUNDS == 0) {
                LOG.info("first start: waiting for {}", missing(answers));
            }
            pause();
        }
    }

    private static List<String> missing(Map<Member, Optional<Introduction>> answers) {
        return answers.entrySet().stream().filter(answer -> answer.getValue().isEmpty())
                .map(answer -> answer.getKey().name() + " at " + answer.getKey().clientAddress()).toList();
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
