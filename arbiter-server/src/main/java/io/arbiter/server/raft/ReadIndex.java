package io.arbiter.server.raft;

import io.arbiter.server.consensus.NotLeaderException;
import io.arbiter.server.consensus.Witness;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apache.ratis.server.DivisionInfo;
import org.apache.ratis.server.RaftServer;

/**
 * Finds out how far a read must have applied to be linearizable (section 6.4 of Ongaro's dissertation). The library's
 * own way answers without asking anybody once an index has been confirmed, and so from the past: {@code
 * StaleReadTest}. This one asks for every index, after the read came.
 */
final class ReadIndex {
    private final RaftServer server;
    private final RaftServer.Division division;
    private final Supplier<NotLeaderException> notLeader;

    ReadIndex(RaftServer server, RaftServer.Division division, Supplier<NotLeaderException> notLeader) {
        this.server = server;
        this.division = division;
        this.notLeader = notLeader;
    }

    /** A ready leader has committed an entry of its term, so it knows of all that earlier ones committed. */
    CompletableFuture<Long> find(Optional<Witness> asker) {
        DivisionInfo info = division.getInfo();
        long term = info.getCurrentTerm();
        if (!info.isLeaderReady()) {
            return CompletableFuture.failedFuture(notLeader.get());
        }
        long index = division.getRaftLog().getLastCommittedIndex();
        return new Confirmation(server, division, term, notLeader).of(asker).thenApply(confirmed -> index);
    }
}
