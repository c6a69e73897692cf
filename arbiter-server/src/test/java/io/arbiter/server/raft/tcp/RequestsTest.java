package io.arbiter.server.raft.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arbiter.server.raft.tcp.append.EmptyAnswers;
import io.arbiter.server.raft.tcp.wire.Frame;
import java.time.Duration;
import java.util.List;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotReplyProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotRequestProto;
import org.apache.ratis.proto.RaftProtos.RaftRpcRequestProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteReplyProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteRequestProto;
import org.apache.ratis.proto.RaftProtos.StartLeaderElectionReplyProto;
import org.apache.ratis.proto.RaftProtos.StartLeaderElectionRequestProto;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.apache.ratis.thirdparty.com.google.protobuf.InvalidProtocolBufferException;
import org.junit.jupiter.api.Test;

class RequestsTest {
    private final Requests requests = new Requests(EmptyAnswers.raft());

    private static Frame request(int code, byte... payload) {
        return new Frame((byte) code, 1, payload);
    }

    @Test
    void eachKindReachesItsHandler() throws Exception {
        assertThat(requests.enter(request(1), "").join()).isInstanceOf(RequestVoteReplyProto.class);
        assertThat(requests.enter(request(2), "").join()).isInstanceOf(AppendEntriesReplyProto.class);
        assertThat(requests.enter(request(3), "").join()).isInstanceOf(InstallSnapshotReplyProto.class);
        assertThat(requests.enter(request(4), "").join()).isInstanceOf(StartLeaderElectionReplyProto.class);
    }

    @Test
    void anUnknownKindFailsAlone() throws Exception {
        assertThat(requests.enter(request(99), ""))
                .isCompletedExceptionally()
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withMessageContaining("99");
    }

    @Test
    void whatCannotBeReadEndsTheConnection() {
        assertThatThrownBy(() -> requests.enter(request(1, (byte) -1, (byte) -1), ""))
                .isInstanceOf(InvalidProtocolBufferException.class);
    }

    /** us-west's certificate must not vote, nor lead, as eu-central. */
    @Test
    void aRequestInTheNameOfAnotherNodeEndsTheConnection() throws Exception {
        var header = RaftRpcRequestProto.newBuilder().setRequestorId(ByteString.copyFromUtf8("eu-central"));
        byte[] vote = RequestVoteRequestProto.newBuilder()
                .setServerRequest(header)
                .build()
                .toByteArray();
        byte[] append = AppendEntriesRequestProto.newBuilder()
                .setServerRequest(header)
                .build()
                .toByteArray();
        byte[] install = InstallSnapshotRequestProto.newBuilder()
                .setServerRequest(header)
                .build()
                .toByteArray();
        byte[] election = StartLeaderElectionRequestProto.newBuilder()
                .setServerRequest(header)
                .build()
                .toByteArray();
        for (Frame forged : List.of(request(1, vote), request(2, append), request(3, install), request(4, election))) {
            assertThatThrownBy(() -> requests.enter(forged, "us-west"))
                    .hasMessageContaining("on the connection of us-west names 'eu-central'");
            assertThat(requests.enter(forged, "eu-central")).isCompleted();
        }
    }
}
