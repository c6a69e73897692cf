package io.arbiter.server.raft.tcp.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.proto.RaftProtos.StateMachineLogEntryProto;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameTest {
    private static AppendEntriesRequestProto append(int bytes) {
        return AppendEntriesRequestProto.newBuilder()
                .setLeaderTerm(7)
                .addEntries(LogEntryProto.newBuilder()
                        .setStateMachineLogEntry(StateMachineLogEntryProto.newBuilder()
                                .setLogData(ByteString.copyFrom(new byte[bytes]))))
                .build();
    }

    private static Frame read(byte[] bytes) throws IOException {
        return Frame.read(new DataInputStream(new ByteArrayInputStream(bytes)));
    }

    @Test
    void whatIsWrittenIsRead() throws Exception {
        AppendEntriesRequestProto request = append(3);

        Frame frame = read(Frame.encode(RpcMethod.APPEND.code(), Long.MAX_VALUE, request));

        assertThat(frame.code()).isEqualTo(RpcMethod.APPEND.code());
        assertThat(frame.id()).isEqualTo(Long.MAX_VALUE);
        assertThat(RpcMethod.APPEND.request().parseFrom(frame.payload())).isEqualTo(request);
    }

    @Test
    void aFailureTellsItsReasonAndNotMoreThanAPageOfIt() throws Exception {
        Frame frame = read(Frame.failure(9, new IOException("x".repeat(100_000))));

        assertThat(frame.code()).isEqualTo(Frame.FAILURE);
        assertThat(frame.id()).isEqualTo(9);
        assertThat(new String(frame.payload(), StandardCharsets.UTF_8))
                .startsWith("java.io.IOException: xxx")
                .hasSize(1_000);
    }

    @Test
    void aMessageThatNobodyWouldTakeIsNotSent() {
        assertThatThrownBy(() -> Frame.encode(RpcMethod.APPEND.code(), 1, append(Frame.MAX_PAYLOAD_BYTES)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("at most " + Frame.MAX_PAYLOAD_BYTES);
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 8, Frame.MAX_PAYLOAD_BYTES + 10, Integer.MAX_VALUE})
    void aLengthThatCannotBeIsRefusedBeforeMemoryIsTaken(int length) {
        assertThatThrownBy(() -> read(ByteBuffer.allocate(64).putInt(length).array()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("a frame of " + length + " bytes");
    }

    @Test
    void aFrameThatIsCutShortIsNone() throws Exception {
        byte[] frame = Frame.encode(RpcMethod.APPEND.code(), 1, append(3));

        for (int length = 0; length < frame.length; length++) {
            byte[] part = Arrays.copyOf(frame, length);
            assertThatThrownBy(() -> read(part)).isInstanceOf(EOFException.class);
        }
    }
}
