package io.arbiter.server.access;

import static io.arbiter.testsupport.Patience.PATIENCE;

import io.arbiter.server.testing.Requests;
import io.arbiter.server.tls.Intruder;
import io.arbiter.server.tls.TlsCluster;
import io.arbiter.testsupport.tls.TestAuthority;
import io.arbiter.v1.ArbiterGrpc;
import io.arbiter.v1.AuthChange;
import io.arbiter.v1.Binding;
import io.arbiter.v1.Call;
import io.arbiter.v1.CallBatch;
import io.arbiter.v1.ChangeAuthRequest;
import io.arbiter.v1.Grant;
import io.arbiter.v1.Permission;
import io.arbiter.v1.Reply;
import io.arbiter.v1.ReplyBatch;
import io.arbiter.v1.Role;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Somebody with a certificate, or without, and connections to nodes of the cluster. */
final class Person implements AutoCloseable {
    private final Intruder who;
    private final String identity;
    private final TlsCluster cluster;
    private final List<ManagedChannel> channels = new ArrayList<>();

    Person(Intruder who, String identity, TlsCluster cluster) {
        this.who = who;
        this.identity = identity;
        this.cluster = cluster;
    }

    static Person of(TestAuthority authority, String identity, TlsCluster cluster) {
        return new Person(Intruder.showing(authority.issue(identity)), identity, cluster);
    }

    Intruder certificate() {
        return who;
    }

    ManagedChannel channel(String node) {
        ManagedChannel channel = who.channel(cluster.client(node));
        channels.add(channel);
        return channel;
    }

    ArbiterGrpc.ArbiterBlockingStub at(String node) {
        return ArbiterGrpc.newBlockingStub(channel(node)).withDeadlineAfter(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** Over the stream; a broken connection is a reply with its status. */
    Reply call(String node, Call.Builder call) {
        var reply = new CompletableFuture<Reply>();
        ArbiterGrpc.newStub(channel(node))
                .calls(new FirstReply(reply))
                .onNext(CallBatch.newBuilder()
                        .addCalls(call.setId(1).setTimeoutMillis(PATIENCE.toMillis()))
                        .build());
        return reply.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    void bind(String subject, String role, String prefix) {
        change(AuthChange.newBuilder().setPutBinding(binding(subject, role, prefix)));
    }

    void unbind(String subject, String role, String prefix) {
        change(AuthChange.newBuilder().setDeleteBinding(binding(subject, role, prefix)));
    }

    void putRole(String name, Grant grant) {
        change(AuthChange.newBuilder()
                .setPutRole(Role.newBuilder().setName(name).addGrants(grant)));
    }

    void enable() {
        change(AuthChange.newBuilder().setEnable(AuthChange.Enable.getDefaultInstance()));
    }

    void disable() {
        change(AuthChange.newBuilder().setDisable(AuthChange.Disable.getDefaultInstance()));
    }

    private void change(AuthChange.Builder change) {
        at("n1").changeAuth(ChangeAuthRequest.newBuilder()
                .setChange(change)
                .setComment("as the test has it")
                .build());
    }

    private static Binding.Builder binding(String subject, String role, String prefix) {
        return Binding.newBuilder().setIdentity(subject).setRole(role).setPrefix(prefix);
    }

    static List<Permission> everyPermission() {
        return List.of(Permission.values()).subList(1, Permission.values().length - 1);
    }

    String identity() {
        return identity;
    }

    /** The reason of the refusal; empty if there is none. */
    static String refusal(Supplier<?> call) {
        try {
            call.get();
            return "";
        } catch (StatusRuntimeException refused) {
            return refused.getStatus().getCode() == Status.Code.UNAVAILABLE ? "UNAVAILABLE" : Requests.reason(refused);
        }
    }

    @Override
    public void close() {
        channels.forEach(ManagedChannel::shutdownNow);
    }

    private record FirstReply(CompletableFuture<Reply> reply) implements StreamObserver<ReplyBatch> {
        @Override
        public void onNext(ReplyBatch batch) {
            reply.complete(batch.getReplies(0));
        }

        @Override
        public void onError(Throwable failure) {
            reply.complete(Reply.newBuilder()
                    .setError(StatusProto.fromThrowable(failure))
                    .build());
        }

        @Override
        public void onCompleted() {
            reply.completeExceptionally(new IllegalStateException("ended without a reply"));
        }
    }
}
