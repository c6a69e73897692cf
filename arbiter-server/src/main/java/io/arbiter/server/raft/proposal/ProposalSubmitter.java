package io.arbiter.server.raft.proposal;

import io.arbiter.server.consensus.LogOverloadedException;
import io.arbiter.server.consensus.NotLeaderException;
import io.arbiter.server.consensus.OutcomeUnknownException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientAsynchronousProtocol;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.exceptions.ResourceUnavailableException;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.thirdparty.com.google.protobuf.UnsafeByteOperations;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands entries to the library, and translates its failures to their meaning for the entry. */
public final class ProposalSubmitter {
    private static final Logger LOG = LoggerFactory.getLogger(ProposalSubmitter.class);

    private final RaftServer server;
    private final RaftGroupId groupId;
    private final RaftClientAsynchronousProtocol door;
    private final PendingProposals proposals;
    private final Supplier<NotLeaderException> notLeader;
    private volatile boolean held;

    /** @param notLeader names the node that leads instead */
    public ProposalSubmitter(
            RaftServer server,
            RaftServer.Division division,
            PendingProposals proposals,
            Supplier<NotLeaderException> notLeader) {
        this.server = server;
        this.groupId = division.getMemberId().getGroupId();
        this.door = door(server, division);
        this.proposals = proposals;
        this.notLeader = notLeader;
    }

    /**
     * The server's own method hops to a pool and joins it on the calling thread. The division takes requests
     * directly; that it implements this interface is not documented, hence the way back.
     */
    private static RaftClientAsynchronousProtocol door(RaftServer server, RaftServer.Division division) {
        return division instanceof RaftClientAsynchronousProtocol direct ? direct : server;
    }

    /** Completes when the entry is applied here: see {@link io.arbiter.server.consensus.ReplicatedLog#append}. */
    public CompletableFuture<Long> append(byte[] entry, Object context) {
        PendingEntry pending = new PendingEntry(context);
        long callId = proposals.add(pending);
        if (held) {
            answered(callId, pending, new IOException("the leadership is being handed over"));
            return pending.result();
        }
        try {
            door.submitClientRequestAsync(request(callId, entry))
                    .whenComplete((reply, failure) -> answered(callId, pending, failure(reply, failure)));
        } catch (IOException | RuntimeException e) {
            answered(callId, pending, e);
        }
        return pending.result();
    }

    /**
     * Refuses entries until {@link #resume}, as by a node that does not lead, and waits until none is under way, or the
     * limit has passed. An entry that the next leader lacks costs it the votes of those who have it.
     */
    public void hold(Duration limit) {
        held = true;
        try {
            proposals.settled().get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.info("entries are still under way: {}", e.toString());
        }
    }

    public void resume() {
        held = false;
    }

    private RaftClientRequest request(long callId, byte[] entry) {
        return RaftClientRequest.newBuilder()
                .setClientId(proposals.clientId())
                .setServerId(server.getId())
                .setGroupId(groupId)
                .setCallId(callId)
                .setType(RaftClientRequest.writeRequestType())
                .setMessage(Message.valueOf(UnsafeByteOperations.unsafeWrap(entry)))
                .build();
    }

    private static Throwable failure(RaftClientReply reply, Throwable thrown) {
        if (thrown == null) {
            return reply.isSuccess() ? null : reply.getException();
        }
        return thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
    }

    /** The state machine reports success, on its thread, as soon as the entry is applied. */
    private void answered(long callId, PendingEntry pending, Throwable failure) {
        if (failure != null && pending.settle()) {
            proposals.remove(callId);
            pending.result().completeExceptionally(meaning(pending, failure));
        }
    }

    /** A leader that steps down fails entries in its log with "not leader" too, so it is certain only before. */
    private RuntimeException meaning(PendingEntry pending, Throwable failure) {
        if (pending.inLog()) {
            return new OutcomeUnknownException(
                    "the leader was lost while the entry was under way; it may or may "
                            + "not be committed; repeat the command",
                    failure);
        }
        if (failure instanceof ResourceUnavailableException) {
            return new LogOverloadedException("too many entries are under way; try again later", failure);
        }
        NotLeaderException refusal = notLeader.get();
        refusal.initCause(failure);
        return refusal;
    }

    /** Called after the library has stopped: nothing else will settle the open entries. */
    public void giveUpAll() {
        proposals.forEach((callId, pending) -> answered(callId, pending, new IOException("the log is closed")));
    }
}
