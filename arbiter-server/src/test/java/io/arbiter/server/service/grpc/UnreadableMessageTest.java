package io.arbiter.server.service.grpc;

import static io.arbiter.server.testing.Requests.openSession;
import static io.arbiter.testsupport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.rpc.ErrorInfo;
import io.arbiter.core.machine.Limits;
import io.arbiter.server.memory.MemoryCluster;
import io.arbiter.server.testing.Requests;
import io.arbiter.server.testing.TestNode;
import io.arbiter.v1.ArbiterGrpc;
import io.grpc.CallOptions;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** S9 for input that is no request at all: bytes that are no protobuf, too many of them, an unknown method. */
class UnreadableMessageTest {
    private static final byte[] NO_PROTOBUF = {(byte) 0xff, (byte) 0xff, (byte) 0xff};
    /** A field of text whose bytes are no UTF-8: it must not be taken for another text. */
    private static final byte[] NO_UTF8 = {0x0a, 0x02, (byte) 0xc3, 0x28};

    private static final byte[] CUT_OFF = {0x0a, 0x7f, 'a'};

    private final MemoryCluster cluster = new MemoryCluster();
    private TestNode node;

    @BeforeEach
    void start() {
        node = new TestNode(cluster, "a", Limits.DEFAULT, TestNode::smallLimits);
        cluster.elect(node.log());
    }

    @AfterEach
    void stop() {
        node.close();
        cluster.close();
    }

    @Test
    void bytesThatAreNoRequestAreRefusedOnEveryKindOfCall() {
        var methods = List.of(
                ArbiterGrpc.getOpenSessionMethod(),
                ArbiterGrpc.getExplainMethod(),
                ArbiterGrpc.getStatusMethod(),
                ArbiterGrpc.getWatchMethod(),
                ArbiterGrpc.getCallsMethod());
        for (MethodDescriptor<?, ?> method : methods) {
            for (byte[] bytes : List.of(NO_PROTOBUF, NO_UTF8, CUT_OFF)) {
                if (bytes != NO_UTF8 || method != ArbiterGrpc.getStatusMethod()) {
                    ErrorInfo info = refusal(method.getFullMethodName(), bytes, Status.Code.INVALID_ARGUMENT);
                    assertThat(info.getReason()).as(method.getFullMethodName()).isEqualTo("INVALID_REQUEST");
                    assertThat(info.getMetadataMap()).containsEntry("field", "message");
                }
            }
        }
        assertNothingHappened();
    }

    @Test
    void aStreamThatWentWellIsRefusedAtItsFirstUnreadableMessage() {
        byte[] tooLong = new byte[(1 << 20) + 1];
        ErrorInfo info = refusal("arbiter.v1.Arbiter/Calls", tooLong, Status.Code.RESOURCE_EXHAUSTED);
        assertThat(info.getReason()).isEqualTo("MESSAGE_TOO_LARGE");
        assertThat(info.getMetadataMap()).containsEntry("bytes", "1048577").containsEntry("limit", "1048576");
        assertNothingHappened();
    }

    @Test
    void aMethodThatNobodyHasIsNamed() {
        for (String method : List.of("arbiter.v1.Arbiter/Frobnicate", "arbiter.v2.Arbiter/Acquire", "x/y")) {
            ErrorInfo info = refusal(method, new byte[0], Status.Code.UNIMPLEMENTED);
            assertThat(info.getReason()).isEqualTo("UNKNOWN_METHOD");
            assertThat(info.getMetadataMap()).containsEntry("method", method);
        }
    }

    /** The checks stand before the methods, and reflection has to see through them. Both versions have one form. */
    @ParameterizedTest
    @ValueSource(strings = {"v1", "v1alpha"})
    void reflectionTellsWhatMethodsThereAre(String version) throws Exception {
        var answered = new CompletableFuture<ServerReflectionResponse>();
        var method = ServerReflectionGrpc.getServerReflectionInfoMethod().toBuilder()
                .setFullMethodName("grpc.reflection." + version + ".ServerReflection/ServerReflectionInfo")
                .build();
        StreamObserver<ServerReflectionRequest> ask = ClientCalls.asyncBidiStreamingCall(
                node.channel().newCall(method, CallOptions.DEFAULT), new StreamObserver<>() {
                    @Override
                    public void onNext(ServerReflectionResponse answer) {
                        answered.complete(answer);
                    }

                    @Override
                    public void onError(Throwable failure) {
                        answered.completeExceptionally(failure);
                    }

                    @Override
                    public void onCompleted() {
                        answered.completeExceptionally(new AssertionError("no answer"));
                    }
                });
        ask.onNext(ServerReflectionRequest.newBuilder()
                .setFileContainingSymbol("arbiter.v1.Arbiter.Acquire")
                .build());
        assertThat(answered.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                        .getFileDescriptorResponse()
                        .getFileDescriptorProtoList())
                .isNotEmpty();
        ask.onCompleted();
    }

    private void assertNothingHappened() {
        assertThat(cluster.appended()).isZero();
        assertThat(node.calls().openSession(openSession("c")).getSessionId())
                .as("the node serves on")
                .isEqualTo(1);
    }

    private ErrorInfo refusal(String method, byte[] request, Status.Code code) {
        var call = node.channel()
                .newCall(raw(method), CallOptions.DEFAULT.withDeadlineAfter(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        ListenableFuture<byte[]> answer = ClientCalls.futureUnaryCall(call, request);
        var info = new ErrorInfo[1];
        assertThatThrownBy(answer::get).isInstanceOf(ExecutionException.class).satisfies(failure -> {
            assertThat(((StatusRuntimeException) failure.getCause()).getStatus().getCode())
                    .as("%s: %s", method, failure)
                    .isEqualTo(code);
            info[0] = Requests.info(failure.getCause());
        });
        return info[0];
    }

    private static MethodDescriptor<byte[], byte[]> raw(String method) {
        var bytes = new MethodDescriptor.Marshaller<byte[]>() {
            @Override
            public InputStream stream(byte[] message) {
                return new ByteArrayInputStream(message);
            }

            @Override
            public byte[] parse(InputStream message) {
                try {
                    return message.readAllBytes();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
        return MethodDescriptor.newBuilder(bytes, bytes)
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName(method)
                .build();
    }
}
