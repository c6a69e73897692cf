package io.arbiter.server.raft.tcp.append;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.reflect.Proxy;
import java.util.Map;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.proto.RaftProtos.MetadataProto;
import org.apache.ratis.server.leader.FollowerInfo;
import org.apache.ratis.server.leader.LogAppender;
import org.apache.ratis.server.raftlog.RaftLog;
import org.junit.jupiter.api.Test;

class CommitEntryDelayTest {
    private static final LogEntryProto NOTE = LogEntryProto.newBuilder()
            .setMetadataEntry(MetadataProto.getDefaultInstance())
            .build();

    private final CommitEntryDelay notes = new CommitEntryDelay();

    private static <T> T answering(Class<T> type, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answers.get(method.getName())));
    }

    private static LogAppender appender(long followerNext, long leaderNext, LogEntryProto entry) {
        Map<String, Object> log =
                entry == null ? Map.of("getNextIndex", leaderNext) : Map.of("getNextIndex", leaderNext, "get", entry);
        return answering(
                LogAppender.class,
                Map.of(
                        "getFollower", answering(FollowerInfo.class, Map.of("getNextIndex", followerNext)),
                        "getRaftLog", answering(RaftLog.class, log)));
    }

    @Test
    void aNoteWaitsAMomentAndNoLonger() throws Exception {
        LogAppender lacksANote = appender(5, 6, NOTE);
        await().until(() -> notes.canWait(lacksANote));
        assertThat(notes.cameSinceLastLook()).as("it is to be looked at soon").isTrue();

        await().until(() -> !notes.canWait(lacksANote));

        LogAppender lacksNothing = appender(6, 6, NOTE);
        notes.cameSinceLastLook();
        assertThat(notes.canWait(lacksNothing)).isFalse();
        assertThat(notes.cameSinceLastLook())
                .as("once it is sent, the appender sleeps")
                .isFalse();
    }

    @Test
    void anEntryTakesItAlong() throws Exception {
        await().until(() -> notes.canWait(appender(5, 6, NOTE)));

        assertThat(notes.canWait(appender(5, 7, NOTE))).isFalse();
        assertThat(notes.isAlone(appender(5, 7, NOTE))).isFalse();
    }

    @Test
    void anEntryOrOneThatIsPurgedDoesNotWait() throws Exception {
        assertThat(notes.canWait(appender(5, 6, LogEntryProto.getDefaultInstance())))
                .isFalse();
        assertThat(notes.canWait(appender(5, 6, null))).isFalse();
    }
}
