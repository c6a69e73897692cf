package io.arbiter.server.service.grpc.snapshot;

import io.arbiter.core.auth.Permission;
import io.arbiter.core.auth.Principal;
import io.arbiter.core.machine.StateSnapshot;
import io.arbiter.server.access.AccessCheck;
import io.arbiter.server.audit.AuditEvent;
import io.arbiter.server.backup.BackupFormat;
import io.arbiter.server.backup.BackupWriter;
import io.arbiter.server.codec.SnapshotCodec;
import io.arbiter.server.consensus.ReplicatedLog;
import io.arbiter.server.failure.CallException;
import io.arbiter.server.failure.ExceptionMapper;
import io.arbiter.server.failure.Reason;
import io.arbiter.server.read.ReadRequests;
import io.arbiter.server.replica.CapturedSnapshot;
import io.arbiter.server.replica.Replica;
import io.arbiter.server.service.CallListener;
import io.arbiter.server.service.LeaseService;
import io.arbiter.server.service.ServiceThreads;
import io.arbiter.v1.SaveSnapshotRequest;
import io.arbiter.v1.SaveSnapshotResponse;
import io.arbiter.v1.SnapshotInfo;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.ServerCallStreamObserver;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes backups. The state is the one that this node has applied once it has caught up with all that was committed
 * before the call, so it is on the disks of a majority (S6, S8). While it is being sent, the node keeps the earlier
 * images of what changes, at most as much as the state itself; hence one at a time, and no reader that sleeps.
 * Thread-safe.
 */
public final class SnapshotSaves {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotSaves.class);
    private static final int MAX_ACTOR_BYTES = 256;

    private final ReplicatedLog log;
    private final Replica replica;
    private final LeaseService service;
    private final Node node;
    private final AtomicBoolean busy = new AtomicBoolean();

    /**
     * What a backup says of its node.
     *
     * @param patience for how long a reader may take nothing
     * @param listener is told of each backup
     */
    public record Node(
            String cluster, String release, LongSupplier wallMillis, Duration patience, CallListener listener) {}

    public SnapshotSaves(ReplicatedLog log, Replica replica, LeaseService service, Node node) {
        this.log = log;
        this.replica = replica;
        this.service = service;
        this.node = node;
    }

    /** Answers the call, on threads of its own. Call this from the method, where handlers can still be set. */
    public void save(
            SaveSnapshotRequest request, Principal caller, ServerCallStreamObserver<SaveSnapshotResponse> out) {
        var stream = new ReaderStream(out, node.patience());
        try {
            ReadRequests.text("actor", request.getActor(), MAX_ACTOR_BYTES);
        } catch (CallException malformed) {
            refuse(out, malformed);
            return;
        }
        service.caughtUp().whenComplete((nothing, failure) -> {
            try {
                if (failure != null) {
                    throw ExceptionMapper.of(failure);
                }
                admit(caller);
            } catch (CallException refused) {
                refuse(out, refused);
                return;
            }
            ServiceThreads.named("arbiter-save-snapshot")
                    .newThread(() -> take(request.getActor(), caller, stream, out))
                    .start();
        });
    }

    /** The right is asked for as of the state that is taken: a revocation that was acknowledged holds. */
    private void admit(Principal caller) {
        replica.read(view -> {
            AccessCheck.requireEverywhere(view.state(), caller, Permission.SNAPSHOT);
            return view.state().identity().orElseThrow(CallException::notFormed);
        });
        if (!busy.compareAndSet(false, true)) {
            throw new CallException(
                    Reason.LIMIT_EXCEEDED,
                    "this node is sending a backup already; wait for it, or ask another node",
                    "snapshots",
                    1);
        }
    }

    private void take(
            String actor, Principal caller, ReaderStream stream, ServerCallStreamObserver<SaveSnapshotResponse> out) {
        try (CapturedSnapshot state = replica.freeze()) {
            send(actor, caller, state, stream, out);
        } finally {
            busy.set(false);
        }
    }

    private void send(
            String actor,
            Principal caller,
            CapturedSnapshot state,
            ReaderStream stream,
            ServerCallStreamObserver<SaveSnapshotResponse> out) {
        String outcome = "OK";
        SnapshotInfo info = info(state.rest());
        try {
            stream.begin(info);
            BackupWriter.write(info, state, stream);
            stream.complete();
        } catch (CallException refused) {
            outcome = refused.reason().name();
            refuse(out, refused);
        } catch (IOException gone) {
            outcome = Reason.CANCELLED.name();
            LOG.debug("a backup was not taken to its end", gone);
        } catch (RuntimeException bug) {
            outcome = Reason.INTERNAL_ERROR.name();
            LOG.error("a backup failed", bug);
            refuse(out, ExceptionMapper.of(bug));
        }
        Map<String, String> details = new LinkedHashMap<>();
        details.put("actor", actor);
        details.put("revision", Long.toString(info.getRevision()));
        node.listener().acted(new AuditEvent(Instant.now(), caller.identity(), "snapshot.save", outcome, details));
    }

    private SnapshotInfo info(StateSnapshot state) {
        return SnapshotInfo.newBuilder()
                .setFormat(BackupFormat.FORMAT)
                .setCluster(node.cluster())
                .setClusterId(state.identity().map(identity -> identity.id()).orElse(""))
                .setNode(log.leadership().self())
                .setRevision(state.counters().appliedIndex())
                .setTerm(log.leadership().term())
                .setTakenWallMillis(node.wallMillis().getAsLong())
                .setRelease(node.release())
                .setStateFormat(SnapshotCodec.formatOf(state))
                .setLastToken(state.counters().lastToken())
                .build();
    }

    private static void refuse(ServerCallStreamObserver<SaveSnapshotResponse> out, CallException why) {
        out.onError(StatusProto.toStatusRuntimeException(why.toStatus()));
    }
}
