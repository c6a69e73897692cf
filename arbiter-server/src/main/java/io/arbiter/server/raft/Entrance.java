package io.arbiter.server.raft;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotReplyProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotRequestProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteReplyProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteRequestProto;
import org.apache.ratis.proto.RaftProtos.StartLeaderElectionReplyProto;
import org.apache.ratis.proto.RaftProtos.StartLeaderElectionRequestProto;
import org.apache.ratis.protocol.exceptions.GroupMismatchException;
import org.apache.ratis.protocol.exceptions.ServerNotReadyException;
import org.apache.ratis.server.protocol.RaftServerAsynchronousProtocol;
import org.apache.ratis.server.protocol.RaftServerProtocol;

/**
 * Where other nodes' requests enter the library, whichever transport brings them: one at a time.
 *
 * <p>The library looks at the term of an append under a lock, and puts its entries into the log after it has let the
 * lock go. Between the two it could vote for a candidate of the next term, judged by a log without these entries, and
 * acknowledge them to the old leader afterwards: a leader without a committed entry (S6). Here nothing comes between,
 * as on the one thread of the Raft paper's server. Only the wait for the disk is not part of it, so that entries that
 * follow each other share a sync.
 *
 * <p>Of entries that it has in memory the library says at once that it has them, also while they are on their way to
 * the disk. A leader that sends them again, over a new connection, would count them as stored, and a power cut would
 * take them (S6). Here an append is not answered before those that came earlier.
 *
 * <p>Thread-safe. Every method waits until no other request is entering. What the server throws fails the answer.
 */
public final class Entrance {
    private final RaftServerProtocol server;
    private final RaftServerAsynchronousProtocol async;
    /**
     * Ends as all entries that were handed in are on the disk. Once it has failed nobody knows what is there, and
     * nothing is acknowledged any more.
     */
    private CompletableFuture<AppendEntriesReplyProto> stored = CompletableFuture.completedFuture(null);

    /** @param server gets requests from nowhere else */
    public <S extends RaftServerProtocol & RaftServerAsynchronousProtocol> Entrance(S server) {
        this.server = server;
        this.async = server;
    }

    /**
     * Hands entries in, or a heartbeat.
     *
     * @return the answer, to entries not before they and all earlier ones are on the disk, and never after a write that
     *         failed
     */
    public CompletableFuture<AppendEntriesReplyProto> append(AppendEntriesRequestProto request) {
        return oneAtATime(() -> {
            CompletableFuture<AppendEntriesReplyProto> answer = async.appendEntriesAsync(request);
            if (request.getEntriesCount() == 0 || isRefused(answer)) {
                return answer;
            }
            stored = stored.thenCombine(answer, (earlier, own) -> own);
            return stored;
        });
    }

    /** Whether the server did not look at its log: entries of another cluster, or when it is about to end. */
    private static boolean isRefused(CompletableFuture<?> answer) {
        try {
            answer.getNow(null);
            return false;
        } catch (CompletionException failed) {
            return failed.getCause() instanceof GroupMismatchException
                    || failed.getCause() instanceof ServerNotReadyException;
        }
    }

    public CompletableFuture<RequestVoteReplyProto> vote(RequestVoteRequestProto request) {
        return oneAtATime(() -> done(server.requestVote(request)));
    }

    /**
     * Hands a part of a snapshot in. Before the last one it waits for the disk: the library forgets what is on its way
     * there when it takes a snapshot; so nothing may be.
     */
    public CompletableFuture<InstallSnapshotReplyProto> install(InstallSnapshotRequestProto chunk) {
        return oneAtATime(() -> {
            if (chunk.getSnapshotChunk().getDone()) {
                stored.join();
            }
            return done(server.installSnapshot(chunk));
        });
    }

    public CompletableFuture<StartLeaderElectionReplyProto> stand(StartLeaderElectionRequestProto request) {
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
            return handler.handle();
        } catch (IOException | RuntimeException refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }
}
