package io.arbiter.server.bootstrap;

import io.arbiter.server.consensus.Member;
import io.arbiter.server.consensus.MemberId;
import io.arbiter.server.consensus.Voters;
import io.arbiter.server.exit.StartException;
import io.arbiter.server.storage.VotingPermit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Refuses, by name, the start of a disk that has been taken out of the cluster. No safety rests on it: nobody counts
 * the votes of such a disk. But its log would wait for a leader for ever, and nobody would say why.
 */
public final class ReplacedDisk {
    /** A start waits for this long at most, and only while a peer neither answers nor refuses the connection. */
    private static final long PATIENCE_MILLIS = 1_000;

    private static final String REMEDY =
            " Its votes count nowhere any more. Keep it down; to bring the node back, give "
                    + "it an empty data-dir, start it, and run the command that it names.";

    private final PeerIdentityClient identities;
    private final List<Member> peers;

    /** @param peers every configured node but this one */
    public ReplacedDisk(PeerIdentityClient identities, List<Member> peers) {
        this.identities = identities;
        this.peers = List.copyOf(peers);
    }

    /**
     * Asks the peers, all at once; those that do not answer soon are not waited for.
     *
     * @param stored the configuration that this node has stored; empty if it has none yet
     * @throws StartException if this disk was taken out
     */
    public void refuse(MemberId self, Optional<Voters> stored) throws StartException {
        if (stored.isEmpty() || !stored.get().contains(self)) {
            refuseRemoved(self, stored);
            return;
        }
        Optional<String> why = firstObjection(self, stored.get().index());
        if (why.isPresent()) {
            throw VotingPermit.refused(why.get() + REMEDY);
        }
    }

    /** What was admitted and has no vote yet is a learner; a founder has had one from the beginning. */
    private static void refuseRemoved(MemberId self, Optional<Voters> stored) throws StartException {
        if (stored.isPresent() && self.equals(MemberId.founder(self.node()))) {
            throw VotingPermit.refused(
                    "this disk of " + self.node() + " was taken out of the cluster, as it knows from " + "entry "
                            + stored.get().index() + " of its log." + REMEDY);
        }
    }

    private Optional<String> firstObjection(MemberId self, long index) {
        ExecutorService threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "ask-for-replacement");
            thread.setDaemon(true);
            return thread;
        });
        try {
            var objection = new CompletableFuture<Optional<String>>();
            List<CompletableFuture<Void>> asked = new ArrayList<>();
            for (Member peer : peers) {
                asked.add(CompletableFuture.runAsync(
                        () -> objection(peer, self, index).ifPresent(why -> objection.complete(Optional.of(why))),
                        threads));
            }
            CompletableFuture.allOf(asked.toArray(CompletableFuture<?>[]::new))
                    .thenRun(() -> objection.complete(Optional.empty()));
            return objection.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException nobodyKnows) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            threads.shutdownNow();
        }
    }

    /** A configuration that is older than the own one says nothing. */
    private Optional<String> objection(Member peer, MemberId self, long index) {
        PeerIdentity.Standing standing;
        try {
            standing = identities.request(peer).standing();
        } catch (IOException silent) {
            return Optional.empty();
        }
        if (standing.index() <= index || standing.voters().containsValue(self.toString())) {
            return Optional.empty();
        }
        String instead = standing.voters().get(self.node());
        return Optional.of("this disk of " + self.node() + " was taken out of the cluster"
                + (instead == null ? "" : ", and " + instead + " votes in its place") + ", says " + peer.name()
                + " by entry " + standing.index() + " of the log.");
    }
}
