package io.arbiter.server.raft.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.server.raft.Entrance;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.apache.ratis.proto.RaftProtos.RequestVoteRequestProto;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DoorTest {
    private Door door;

    @BeforeEach
    void open() throws Exception {
        door = new Door(() -> "n2", new Entrance(EmptyAnswers.server()),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        door.open();
    }

    @AfterEach
    void close() {
        door.close();
    }

    private Socket greet(Greeting greeting) throws IOException {
        var socket = new Socket(door.address().getAddress(), door.address().getPort());
        greeting.write(new DataOutputStream(socket.getOutputStream()));
        return socket;
    }

    private static byte vote(Socket socket) throws IOException {
        socket.getOutputStream().write(Frame.encode(Rpc.VOTE.code(), 1, RequestVoteRequestProto.getDefaultInstance()));
        return Frame.read(new DataInputStream(socket.getInputStream())).code();
    }

    /** Connections whose other end is gone without a word would fill the house. */
    @Test
    void aNodeThatComesAgainEndsItsFormerConnectionOfThatLane() throws Exception {
        try (Socket former = greet(new Greeting("n1", "n2", Lane.CONTROL));
                Socket otherLane = greet(new Greeting("n1", "n2", Lane.BULK));
                Socket otherNode = greet(new Greeting("n3", "n2", Lane.CONTROL))) {
            assertThat(vote(former)).isEqualTo(Frame.ANSWER);
            assertThat(vote(otherLane)).isEqualTo(Frame.ANSWER);
            assertThat(vote(otherNode)).isEqualTo(Frame.ANSWER);
            try (Socket again = greet(new Greeting("n1", "n2", Lane.CONTROL))) {
                assertThat(vote(again)).isEqualTo(Frame.ANSWER);

                assertThat(former.getInputStream().read()).isNegative();
                assertThat(vote(otherLane)).isEqualTo(Frame.ANSWER);
                assertThat(vote(otherNode)).isEqualTo(Frame.ANSWER);
                assertThat(vote(again)).isEqualTo(Frame.ANSWER);
            }
        }
    }

    @Test
    void whoLooksForAnotherNodeIsSentAway() throws Exception {
        try (Socket lost = greet(new Greeting("n1", "n3", Lane.CONTROL))) {
            assertThat(lost.getInputStream().read()).isNegative();
        }
    }

    @Test
    void aCloseEndsEveryVisit() throws Exception {
        try (Socket visit = greet(new Greeting("n1", "n2", Lane.BULK))) {
            assertThat(vote(visit)).isEqualTo(Frame.ANSWER);

            door.close();

            assertThat(visit.getInputStream().read()).isNegative();
        }
    }
}
