package io.arbiter.bench.peers.etcd;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.KVGrpc;
import io.etcd.jetcd.api.MaintenanceGrpc;
import io.etcd.jetcd.api.MaintenanceGrpc.MaintenanceBlockingStub;
import io.etcd.jetcd.api.MoveLeaderRequest;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.StatusRequest;
import io.etcd.jetcd.api.StatusResponse;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One server as its operator sees it, at its own address. Questions to a server that is down are answered no. */
final class Member implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 2;

    private final ManagedChannel channel;

    Member(String address) {
        channel = Endpoints.channel(List.of(address));
    }

    /** Whether it answers a linearizable read, for which it has to reach a leader. */
    boolean serves() {
        try {
            KVGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .range(RangeRequest.newBuilder()
                            .setKey(ByteString.copyFromUtf8("serves"))
                            .build());
            return true;
        } catch (StatusRuntimeException silent) {
            return false;
        }
    }

    boolean leads() {
        return status().filter(
                        status -> status.getLeader() == status.getHeader().getMemberId())
                .isPresent();
    }

    long term() {
        return status().map(StatusResponse::getRaftTerm).orElse(0L);
    }

    long id() {
        return status().orElseThrow(() -> new IllegalStateException("this server is down"))
                .getHeader()
                .getMemberId();
    }

    private Optional<StatusResponse> status() {
        try {
            return Optional.of(operator().status(StatusRequest.getDefaultInstance()));
        } catch (StatusRuntimeException silent) {
            return Optional.empty();
        }
    }

    /** Asks the leader to transfer leadership, and waits until it has; it may refuse while the other is behind. */
    boolean moveLeader(long target) {
        try {
            operator()
                    .moveLeader(
                            MoveLeaderRequest.newBuilder().setTargetID(target).build());
            return true;
        } catch (StatusRuntimeException refused) {
            return false;
        }
    }

    private MaintenanceBlockingStub operator() {
        return MaintenanceGrpc.newBlockingStub(channel).withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
