package io.arbiter.server.raft.transport;

import io.arbiter.server.raft.disk.StableStorage;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto.AppendResult;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotReplyProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotRequestProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotResult;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteReplyProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteRequestProto;
import org.apache.ratis.proto.RaftProtos.StartLeaderElectionReplyProto;
import org.apache.ratis.proto.RaftProtos.StartLeaderElectionRequestProto;
import org.apache.ratis.protocol.exceptions.GroupMismatchException;
import org.apache.ratis.protocol.exceptions.RaftException;
import org.apache.ratis.protocol.exceptions.ServerNotReadyException;
import org.apache.ratis.server.protocol.RaftServerAsynchronousProtocol;
import org.apache.ratis.server.protocol.RaftServerProtocol;

/**
 * Hands other nodes' requests to the library one at a time, from any transport.
 *
 * <p>The library looks at the term of an append under a lock, and puts its entries into the log after it has released
 * the lock. Between the two it could vote for a candidate of the next term, judged by a log without these entries, and
 * acknowledge them to the old leader afterwards: a leader without a committed entry (S6). Here nothing comes between,
 * as on the one thread of the Raft paper's server. Only the wait for the disk is outside, so that successive entries
 * share a sync.
 *
 * <p>The library confirms entries that it has in memory at once, also while they are on their way to the disk. A leader
 * that sends them again, over a new connection, would count them as stored, and a power cut would take them (S6). Here
 * an append is not answered before the earlier ones.
 *
 * <p>The library answers before the directory that holds its term and vote is forced; here no answer leaves before the
 * {@link StableStorage} state that it reports is on the disk. If the library could not even write term and vote,
 * nothing more enters.
 *
 * <p>Entries that take the place of others are handed to the thread that writes the log together with the cut. Until
 * that thread has made the cut, the library counts the old entries as stored, and a heartbeat would let it apply new
 * ones that are not stored. So the next request waits until the entries after the cut are on the disk.
 *
 * <p>Thread-safe. Every method waits until no other request is entering. An exception of the server fails the answer.
 */
public final class SerializedRaftServer {
    private final RaftServerProtocol server;
    private final RaftServerAsynchronousProtocol async;
    private final StableStorage stable;
    /**
     * Completes once all entries handed in are on the disk. Once it has failed the disk's content is unknown, and
     * nothing is acknowledged any more.
     */
    private CompletableFuture<AppendEntriesReplyProto> stored = CompletableFuture.completedFuture(null);

    /** @param server gets no requests but from this object */
    public <S extends RaftServerProtocol & RaftServerAsynchronousProtocol> SerializedRaftServer(
            S server, StableStorage stable) {
        this.server = server;
        this.async = server;
        this.stable = stable;
    }

    /**
     * Hands entries in, or a heartbeat.
     *
     * @return the answer, to entries not before they and all earlier ones are on the disk, and never after a write that
     *         failed
     */
    public CompletableFuture<AppendEntriesReplyProto> append(AppendEntriesRequestProto request) {
        return oneAtATime(() -> {
            if (stored.isCompletedExceptionally()) {
                return stored;
            }
            long cutsBefore = stable.cuts();
            CompletableFuture<AppendEntriesReplyProto> answer = handIn(request);
            if (request.getEntriesCount() == 0 || isRefused(answer)) {
                return answer.thenApply(own -> onceItsTermIsDurable(request, own));
            }
            long cuts = stable.cuts();
            stored = stored.thenCombine(answer, (earlier, own) -> own);
            if (cuts != cutsBefore) {
                awaitStored();
            }
            LogEntryProto last = request.getEntries(request.getEntriesCount() - 1);
            return stored.thenApply(own -> onceItsTermIsDurable(request, own))
                    .thenApply(own -> onceItIsNoted(own, cuts, last));
        });
    }

    private CompletableFuture<AppendEntriesReplyProto> handIn(AppendEntriesRequestProto request) throws IOException {
        CompletableFuture<AppendEntriesReplyProto> answer = async.appendEntriesAsync(request);
        Throwable failed = failureOf(answer);
        if (failed instanceof IOException && !(failed instanceof RaftException)) {
            stable.writeFailed((IOException) failed);
        }
        return answer;
    }

    /** The failure so far, out of its wrapping; null if there is none. */
    private static Throwable failureOf(CompletableFuture<?> answer) {
        try {
            answer.getNow(null);
            return null;
        } catch (CompletionException failed) {
            return failed.getCause();
        }
    }

    /** Waits even for a failure, after which nothing more is handed in. */
    private void awaitStored() {
        stored.handle((answer, failed) -> answer).join();
    }

    /** Also for a refusal, which may report a term that this node has started itself. */
    private AppendEntriesReplyProto onceItsTermIsDurable(
            AppendEntriesRequestProto request, AppendEntriesReplyProto answer) {
        try {
            boolean follows = answer.getResult() != AppendResult.NOT_LEADER;
            awaitTerm(answer.getTerm(), follows, request.getLeaderTerm());
            return answer;
        } catch (IOException notDurable) {
            throw new CompletionException(notDurable);
        }
    }

    /** The answer to a leader's first request may name the term before, yet it rests on the leader's term. */
    private void awaitTerm(long answered, boolean follows, long leaderTerm) throws IOException {
        stable.awaitTerm(follows ? Math.max(answered, leaderTerm) : answered);
    }

    private AppendEntriesReplyProto onceItIsNoted(AppendEntriesReplyProto answer, long cuts, LogEntryProto last) {
        try {
            if (answer.getResult() == AppendResult.SUCCESS) {
                stable.acknowledging(cuts, last.getTerm(), last.getIndex());
            }
            return answer;
        } catch (IOException notNoted) {
            throw new CompletionException(notNoted);
        }
    }

    /** Whether the server did not look at its log: entries of another cluster, or when it is about to end. */
    private static boolean isRefused(CompletableFuture<?> answer) {
        Throwable failed = failureOf(answer);
        return failed instanceof GroupMismatchException || failed instanceof ServerNotReadyException;
    }

    public CompletableFuture<RequestVoteReplyProto> vote(RequestVoteRequestProto request) {
        return oneAtATime(() -> {
            RequestVoteReplyProto answer = requestVote(request);
            stable.awaitVote(answer.getTerm());
            return done(answer);
        });
    }

    private RequestVoteReplyProto requestVote(RequestVoteRequestProto request) throws IOException {
        try {
            return server.requestVote(request);
        } catch (RaftException refused) {
            throw refused;
        } catch (IOException notWritten) {
            stable.writeFailed(notWritten);
            throw notWritten;
        }
    }

    /**
     * Hands a part of a snapshot in. Waits for the disk before the last part: when the library takes a snapshot, it
     * forgets entries on their way to the disk, so there must be none. The last one is answered once the snapshot is
     * durable.
     */
    public CompletableFuture<InstallSnapshotReplyProto> install(InstallSnapshotRequestProto chunk) {
        return oneAtATime(() -> {
            if (chunk.getSnapshotChunk().getDone()) {
                stored.join();
                stable.requireWrittenLog();
            }
            InstallSnapshotReplyProto answer = installSnapshot(chunk);
            if (answer.getResult() == InstallSnapshotResult.SUCCESS
                    && chunk.getSnapshotChunk().getDone()) {
                stable.awaitSnapshot(chunk.getSnapshotChunk().getTermIndex());
            }
            boolean follows = answer.getResult() != InstallSnapshotResult.NOT_LEADER;
            awaitTerm(answer.getTerm(), follows, chunk.getLeaderTerm());
            return done(answer);
        });
    }

    private InstallSnapshotReplyProto installSnapshot(InstallSnapshotRequestProto chunk) throws IOException {
        try {
            return server.installSnapshot(chunk);
        } catch (RaftException refused) {
            throw refused;
        } catch (IOException failed) {
            // A part out of order fails as well, and is no fault of this disk.
            stable.failUnlessWritten(chunk.getLeaderTerm(), failed);
            throw failed;
        }
    }

    public CompletableFuture<StartLeaderElectionReplyProto> startElection(StartLeaderElectionRequestProto request) {
        return oneAtATime(() -> done(server.startLeaderElection(request)));
    }

    private static <A> CompletableFuture<A> done(A answer) {
        return CompletableFuture.completedFuture(answer);
    }

    private interface Handler<A> {
        CompletableFuture<A> handle() throws IOException;
    }

    private synchronized <A> CompletableFuture<A> oneAtATime(Handler<A> handler) {
        try {
            stable.refuseAfterFailure();
            return handler.handle();
        } catch (IOException | RuntimeException refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }
}
