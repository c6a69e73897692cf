package io.arbiter.server.raft.read;

import io.arbiter.server.consensus.NotLeaderException;
import io.arbiter.server.consensus.TermAck;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apache.ratis.server.DivisionInfo;
import org.apache.ratis.server.RaftServer;

/**
 * Finds the index that a read must have applied to be linearizable (section 6.4 of Ongaro's dissertation). Once an
 * index has been confirmed, the library's own way answers without asking any node, and so from the past:
 * {@code StaleReadTest}. This one asks for every index, after the read came.
 */
public final class ReadIndex {
    private final RaftServer server;
    private final RaftServer.Division division;
    private final Supplier<NotLeaderException> notLeader;

    /** @param notLeader names the node that leads instead */
    public ReadIndex(RaftServer server, RaftServer.Division division, Supplier<NotLeaderException> notLeader) {
        this.server = server;
        this.division = division;
        this.notLeader = notLeader;
    }

    /** A ready leader has committed an entry of its term, so it knows every entry that earlier leaders committed. */
    public CompletableFuture<Long> find(Optional<TermAck> asker) {
        DivisionInfo info = division.getInfo();
        long term = info.getCurrentTerm();
        if (!info.isLeaderReady()) {
            return CompletableFuture.failedFuture(notLeader.get());
        }
        long index = division.getRaftLog().getLastCommittedIndex();
        return new LeadershipConfirmation(server, division, term, notLeader)
                .of(asker)
                .thenApply(confirmed -> index);
    }
}
