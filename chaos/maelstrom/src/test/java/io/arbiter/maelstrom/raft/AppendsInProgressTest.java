package io.arbiter.maelstrom.raft;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto.AppendResult;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.proto.RaftProtos.RaftRpcRequestProto;
import org.apache.ratis.proto.RaftProtos.StateMachineLogEntryProto;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Appends that arrive while an earlier one is on its way to the disk. With {@code
 * raft.server.log.append-entries.compose.enabled}, which is the default, 3.3.0 takes an append for a copy if it begins
 * at the same index, and acknowledges entries that it never stores.
 */
class AppendsInProgressTest {
    private static final int TRIES = 20;

    @TempDir
    private Path directory;

    /** Each case sends two appends in a row, of which the second is to be stored as it is acknowledged. */
    private enum Case {
        LONGER(4, 0),
        OF_THE_NEXT_TERM(0, 1);

        private final int moreEntries;
        private final int moreTerms;

        Case(int moreEntries, int moreTerms) {
            this.moreEntries = moreEntries;
            this.moreTerms = moreTerms;
        }
    }

    @ParameterizedTest
    @EnumSource
    void anAppendIsNoCopyForItsFirstIndex(Case which) throws Exception {
        assertThat(falseAcknowledgements(which, false)).isZero();
    }

    /** If this fails, the library is cured: the setting can go from here and from the server. */
    @ParameterizedTest
    @EnumSource
    void theLibrarysDefaultAcknowledgesWhatItDoesNotStore(Case which) throws Exception {
        assertThat(falseAcknowledgements(which, true)).isPositive();
    }

    /** The cluster starts without the setting, with which it may never have an entry in every log. */
    private int falseAcknowledgements(Case which, boolean composed) throws Exception {
        int found = 0;
        var composing = new AtomicBoolean();
        try (TestCluster cluster = new TestCluster(
                directory,
                3,
                41,
                properties -> RaftServerConfigKeys.Log.setAppendEntriesComposeEnabled(properties, composing.get()))) {
            cluster.stop("n2");
            cluster.stop("n3");
            composing.set(composed);
            cluster.stop("n1");
            cluster.start("n1");
            RaftServer.Division follower = cluster.division("n1");
            long term = follower.getInfo().getCurrentTerm() + 10;
            for (int round = 0; round < TRIES && found == 0; round++, term += 2) {
                TermIndex last = follower.getRaftLog().getLastEntryTermIndex();
                long next = follower.getRaftLog().getNextIndex();
                long end = next + which.moreEntries;
                cluster.append("n1", request(cluster, term, last, next, next));
                AppendEntriesReplyProto reply = cluster.append(
                                "n1", request(cluster, term + which.moreTerms, last, next, end))
                        .get(TestCluster.PATIENCE.toSeconds(), TimeUnit.SECONDS);
                assertThat(reply.getResult()).isEqualTo(AppendResult.SUCCESS);
                assertThat(reply.getMatchIndex()).isEqualTo(end);
                if (!TermIndex.valueOf(term + which.moreTerms, end)
                        .equals(follower.getRaftLog().getTermIndex(end))) {
                    found++;
                }
            }
        }
        return found;
    }

    private static AppendEntriesRequestProto request(
            TestCluster cluster, long term, TermIndex previous, long first, long last) {
        List<LogEntryProto> entries = LongStream.rangeClosed(first, last)
                .mapToObj(index -> LogEntryProto.newBuilder()
                        .setTerm(term)
                        .setIndex(index)
                        .setStateMachineLogEntry(StateMachineLogEntryProto.newBuilder()
                                .setClientId(ClientId.randomId().toByteString())
                                .setLogData(ByteString.copyFromUtf8("" + index)))
                        .build())
                .toList();
        AppendEntriesRequestProto.Builder request = AppendEntriesRequestProto.newBuilder()
                .setServerRequest(header(cluster, term % 2 == 0 ? "n2" : "n3"))
                .setLeaderTerm(term)
                .setLeaderCommit(-1)
                .addAllEntries(entries);
        if (previous != null) {
            request.setPreviousLog(previous.toProto());
        }
        return request.build();
    }

    private static RaftRpcRequestProto header(TestCluster cluster, String leader) {
        return RaftRpcRequestProto.newBuilder()
                .setRequestorId(ByteString.copyFromUtf8(leader))
                .setReplyId(ByteString.copyFromUtf8("n1"))
                .setRaftGroupId(cluster.groupId())
                .build();
    }
}
