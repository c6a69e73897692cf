package io.arbiter.server.raft.tcp.wire;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import org.apache.ratis.proto.RaftProtos.RaftRpcRequestProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteRequestProto;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;

/** Asks for a vote, which a node answers, with yes or no, to whom it takes for a node. */
public final class VoteSample {
    private VoteSample() {}

    /** @throws IOException if there is no answer */
    public static void ask(Socket socket, String from, String to) throws IOException {
        new Handshake(from, to, ConnectionClass.CONTROL).write(new DataOutputStream(socket.getOutputStream()));
        var sender = RaftRpcRequestProto.newBuilder().setRequestorId(ByteString.copyFromUtf8(from));
        var request =
                RequestVoteRequestProto.newBuilder().setServerRequest(sender).build();
        socket.getOutputStream().write(Frame.encode(RpcMethod.VOTE.code(), 1, request));
        Frame.read(new DataInputStream(socket.getInputStream()));
    }
}
