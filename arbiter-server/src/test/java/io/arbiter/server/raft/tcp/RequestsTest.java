package io.arbiter.server.raft.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arbiter.server.raft.tcp.append.EmptyAnswers;
import io.arbiter.server.raft.tcp.wire.Frame;
import java.time.Duration;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotReplyProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteReplyProto;
import org.apache.ratis.proto.RaftProtos.StartLeaderElectionReplyProto;
import org.apache.ratis.thirdparty.com.google.protobuf.InvalidProtocolBufferException;
import org.junit.jupiter.api.Test;

class RequestsTest {
    private final Requests requests = new Requests(EmptyAnswers.raft());

    private static Frame request(int code, byte... payload) {
        return new Frame((byte) code, 1, payload);
    }

    @Test
    void eachKindReachesItsHandler() throws Exception {
        assertThat(requests.enter(request(1)).join()).isInstanceOf(RequestVoteReplyProto.class);
        assertThat(requests.enter(request(2)).join()).isInstanceOf(AppendEntriesReplyProto.class);
        assertThat(requests.enter(request(3)).join()).isInstanceOf(InstallSnapshotReplyProto.class);
        assertThat(requests.enter(request(4)).join()).isInstanceOf(StartLeaderElectionReplyProto.class);
    }

    @Test
    void anUnknownKindFailsAlone() throws Exception {
        assertThat(requests.enter(request(99)))
                .isCompletedExceptionally()
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withMessageContaining("99");
    }

    @Test
    void whatCannotBeReadEndsTheConnection() {
        assertThatThrownBy(() -> requests.enter(request(1, (byte) -1, (byte) -1)))
                .isInstanceOf(InvalidProtocolBufferException.class);
    }
}
