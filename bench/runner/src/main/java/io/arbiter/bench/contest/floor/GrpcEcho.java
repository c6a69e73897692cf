package io.arbiter.bench.contest.floor;

import io.grpc.CallOptions;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.InsecureServerCredentials;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import java.io.IOException;
import java.net.InetAddress;

/** A unary call that returns its request, without any thread but those of the transport and the caller's. */
final class GrpcEcho implements AutoCloseable {
    private static final byte[] QUESTION = new byte[64];
    private static final MethodDescriptor<byte[], byte[]> ECHO = MethodDescriptor.newBuilder(
                    new BytesMarshaller(), new BytesMarshaller())
            .setType(MethodType.UNARY)
            .setFullMethodName("floor/echo")
            .build();

    private final Server server;
    private final ManagedChannel channel;

    GrpcEcho() throws IOException {
        server = Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
                .directExecutor()
                .addService(ServerServiceDefinition.builder("floor")
                        .addMethod(ECHO, ServerCalls.asyncUnaryCall((question, answer) -> {
                            answer.onNext(question);
                            answer.onCompleted();
                        }))
                        .build())
                .build()
                .start();
        channel = Grpc.newChannelBuilderForAddress(
                        InetAddress.getLoopbackAddress().getHostAddress(),
                        server.getPort(),
                        InsecureChannelCredentials.create())
                .directExecutor()
                .build();
    }

    void roundTrip() {
        ClientCalls.blockingUnaryCall(channel, ECHO, CallOptions.DEFAULT, QUESTION);
    }

    @Override
    public void close() {
        channel.shutdownNow();
        server.shutdownNow();
    }
}
