package io.arbiter.server.raft.tcp;

import java.io.IOException;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto.AppendResult;
import org.apache.ratis.server.leader.FollowerInfo;
import org.apache.ratis.server.raftlog.RaftLog;
import org.apache.ratis.util.Timestamp;

/**
 * What one follower answers to appends and to heartbeats, and what follows from it. On the thread that read the answer.
 * The next index changes under the window's lock alone, since {@link EntrySender} makes requests of it.
 */
final class AppendAnswers {
    private final PipelinedAppender appender;
    private final Window window;
    private final Backoff backoff;

    /** @param backoff short again after each answer */
    AppendAnswers(PipelinedAppender appender, Window window, Backoff backoff) {
        this.appender = appender;
        this.window = window;
        this.backoff = backoff;
    }

    /** Waits for the answer to one append. */
    Reception<AppendEntriesReplyProto> to(Window.Append append) {
        return new Reception<>() {
            @Override
            public void answered(AppendEntriesReplyProto reply) {
                entriesAnswered(append, reply);
            }

            @Override
            public void failed(IOException why) {
                appender.broken(why);
            }
        };
    }

    private void entriesAnswered(Window.Append append, AppendEntriesReplyProto reply) {
        backoff.reset();
        follower().updateLastRespondedAppendEntriesSendTime(append.sentAt());
        synchronized (window) {
            if (window.answered(append) && reply.getResult() == AppendResult.INCONSISTENCY) {
                window.giveUp();
                appender.stepBack(append.firstIndex(), reply.getNextIndex());
            }
        }
        judge(reply);
    }

    void heartbeatAnswered(Timestamp sentAt, AppendEntriesReplyProto reply) {
        follower().updateLastRespondedAppendEntriesSendTime(sentAt);
        synchronized (window) {
            if (window.isEmpty() && reply.getResult() == AppendResult.INCONSISTENCY) {
                appender.stepBack(RaftLog.INVALID_LOG_INDEX, reply.getNextIndex());
            }
        }
        judge(reply);
    }

    private void judge(AppendEntriesReplyProto reply) {
        follower().updateLastRpcResponseTime();
        if (reply.getResult() == AppendResult.NOT_LEADER) {
            appender.onFollowerTerm(reply.getTerm());
        } else if (reply.getResult() == AppendResult.SUCCESS) {
            appender.getLeaderState().onFollowerCommitIndex(follower(), reply.getFollowerCommit());
            noteStored(reply.getMatchIndex());
        }
        appender.getLeaderState().onAppendEntriesReply(appender, reply);
        appender.notifyLogAppender();
    }

    private void noteStored(long matchIndex) {
        if (follower().updateMatchIndex(matchIndex)) {
            // Not while a request is made, which reads the index twice.
            synchronized (window) {
                follower().updateNextIndex(matchIndex + 1);
            }
            appender.getLeaderState().onFollowerSuccessAppendEntries(follower());
        }
    }

    private FollowerInfo follower() {
        return appender.getFollower();
    }
}
