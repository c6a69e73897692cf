package io.arbiter.bench.peers.etcd;

import com.google.protobuf.ByteString;
import io.arbiter.bench.contest.Grant;
import io.etcd.jetcd.api.lock.LockGrpc;
import io.etcd.jetcd.api.lock.LockGrpc.LockStub;
import io.etcd.jetcd.api.lock.LockRequest;
import io.etcd.jetcd.api.lock.LockResponse;
import io.etcd.jetcd.api.lock.UnlockRequest;
import io.etcd.jetcd.api.lock.UnlockResponse;
import io.grpc.Channel;
import io.grpc.Deadline;
import io.grpc.Status;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** etcd's own lock service: the server waits for the turn. */
final class EtcdLock {
    /** The wait of etcd's Go client. */
    private static final int RETRY_MILLIS = 25;

    private final LockStub locks;
    private final long lease;
    private final Executor later;

    EtcdLock(Channel channel, long lease, ScheduledExecutorService timer) {
        this.locks = LockGrpc.newStub(channel);
        this.lease = lease;
        this.later = task -> timer.schedule(task, RETRY_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Asks again when the server, or its leader, is lost meanwhile: the lease keeps the place in the queue. */
    CompletableFuture<Grant> lock(String resource, Deadline deadline) {
        var request = LockRequest.newBuilder()
                .setName(ByteString.copyFromUtf8("lock/" + resource))
                .setLease(lease)
                .build();
        LockStub patient = locks.withDeadline(deadline).withWaitForReady();
        return Answer.<LockResponse>to(answer -> patient.lock(request, answer))
                .thenApply(response -> (Grant) () -> unlock(response.getKey()))
                .exceptionallyCompose(failure -> !isLoss(failure) || deadline.isExpired()
                        ? CompletableFuture.failedFuture(failure)
                        : CompletableFuture.completedFuture(null)
                                .thenComposeAsync(nothing -> lock(resource, deadline), later));
    }

    /** The lock service passes on the store's refusals without their status code: only the words are left. */
    private static boolean isLoss(Throwable failure) {
        Status status = Status.fromThrowable(failure);
        String words = String.valueOf(status.getDescription());
        return status.getCode() == Status.Code.UNAVAILABLE
                || status.getCode() == Status.Code.UNKNOWN
                        && (words.contains("request timed out")
                                || words.contains("leader changed")
                                || words.contains("no leader"));
    }

    private CompletableFuture<Void> unlock(ByteString key) {
        var request = UnlockRequest.newBuilder().setKey(key).build();
        return Answer.<UnlockResponse>to(answer -> locks.unlock(request, answer))
                .thenAccept(unlocked -> {});
    }
}
