package io.arbiter.server.raft.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.arbiter.server.raft.tcp.append.EmptyAnswers;
import io.arbiter.server.raft.tcp.wire.ConnectionClass;
import io.arbiter.server.raft.tcp.wire.Frame;
import io.arbiter.server.raft.tcp.wire.Handshake;
import io.arbiter.server.raft.tcp.wire.RpcMethod;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotRequestProto;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.proto.RaftProtos.RaftRpcRequestProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteRequestProto;
import org.apache.ratis.proto.RaftProtos.StartLeaderElectionRequestProto;
import org.apache.ratis.proto.RaftProtos.StateMachineLogEntryProto;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.apache.ratis.thirdparty.com.google.protobuf.MessageLite;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a stranger sends to the log's port, the connection ends with an {@link IOException}, and nothing else. */
class ConnectionFuzzTest {
    private final Requests requests = new Requests(EmptyAnswers.raft());

    static Stream<byte[]> connections() {
        var rpc = RaftRpcRequestProto.newBuilder()
                .setRequestorId(ByteString.copyFromUtf8("us-east"))
                .setReplyId(ByteString.copyFromUtf8("us-west"))
                .setCallId(7);
        var entry = LogEntryProto.newBuilder()
                .setTerm(3)
                .setIndex(9)
                .setStateMachineLogEntry(
                        StateMachineLogEntryProto.newBuilder().setLogData(ByteString.copyFromUtf8("data")));
        return Stream.of(
                connection(
                        RpcMethod.VOTE,
                        RequestVoteRequestProto.newBuilder()
                                .setServerRequest(rpc)
                                .build()),
                connection(
                        RpcMethod.APPEND,
                        AppendEntriesRequestProto.newBuilder()
                                .setServerRequest(rpc)
                                .setLeaderTerm(3)
                                .addEntries(entry)
                                .build()),
                connection(
                        RpcMethod.SNAPSHOT,
                        InstallSnapshotRequestProto.newBuilder()
                                .setServerRequest(rpc)
                                .build()),
                connection(
                        RpcMethod.START_ELECTION,
                        StartLeaderElectionRequestProto.newBuilder()
                                .setServerRequest(rpc)
                                .build()));
    }

    private static byte[] connection(RpcMethod<?, ?> rpc, MessageLite request) {
        try {
            var out = new ByteArrayOutputStream();
            new Handshake("us-east", "us-west", ConnectionClass.CONTROL).write(new DataOutputStream(out));
            out.write(Frame.encode(rpc.code(), 1, request));
            out.write(Frame.encode(rpc.code(), 2, request));
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @MethodSource("connections")
    @FuzzTest
    void served(byte[] sent) {
        assertThatThrownBy(() -> serve(new DataInputStream(new ByteArrayInputStream(sent))))
                .isInstanceOf(IOException.class);
    }

    private void serve(DataInputStream in) throws IOException {
        Handshake greeting = Handshake.read(in);
        var repeated = new ByteArrayOutputStream();
        greeting.write(new DataOutputStream(repeated));
        assertThat(Handshake.read(new DataInputStream(new ByteArrayInputStream(repeated.toByteArray()))))
                .isEqualTo(greeting);
        while (true) {
            Frame request = Frame.read(in);
            assertThat(requests.enter(request, greeting.from())).isDone();
            Frame failure = Frame.read(new DataInputStream(
                    new ByteArrayInputStream(Frame.failure(request.id(), new IOException("refused")))));
            assertThat(failure.id()).isEqualTo(request.id());
        }
    }
}
