package io.arbiter.server.raft.tcp.append;

import io.arbiter.server.raft.tcp.wire.ReplyHandler;
import java.io.IOException;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto.AppendResult;
import org.apache.ratis.server.leader.FollowerInfo;
import org.apache.ratis.server.raftlog.RaftLog;
import org.apache.ratis.util.Timestamp;

/**
 * Handles one follower's answers to appends and to heartbeats, on the thread that read the answer. The next index
 * changes only under the window's lock, because {@link EntrySender} makes requests from it.
 */
final class AppendReplyHandler {
    private final PipelinedAppender appender;
    private final InflightWindow window;
    private final Backoff backoff;

    /** @param backoff reset after each answer */
    AppendReplyHandler(PipelinedAppender appender, InflightWindow window, Backoff backoff) {
        this.appender = appender;
        this.window = window;
        this.backoff = backoff;
    }

    /** Waits for the answer to one append. */
    ReplyHandler<AppendEntriesReplyProto> to(InflightWindow.Append append) {
        return new ReplyHandler<>() {
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

    private void entriesAnswered(InflightWindow.Append append, AppendEntriesReplyProto reply) {
        backoff.reset();
        noteContact(append.sentAt(), reply);
        synchronized (window) {
            if (window.answered(append) && reply.getResult() == AppendResult.INCONSISTENCY) {
                window.giveUp();
                appender.rewindTo(append.firstIndex(), reply.getNextIndex());
            }
        }
        judge(reply);
    }

    void heartbeatAnswered(Timestamp sentAt, AppendEntriesReplyProto reply) {
        noteContact(sentAt, reply);
        synchronized (window) {
            if (window.isEmpty() && reply.getResult() == AppendResult.INCONSISTENCY) {
                appender.rewindTo(RaftLog.INVALID_LOG_INDEX, reply.getNextIndex());
            }
        }
        judge(reply);
    }

    /**
     * A leader stays one while a majority accepts it as theirs. A follower that answers that it does not counts as no
     * contact, also in the leader's own term: it follows another leader of that term, which only a forgotten vote makes
     * possible.
     */
    private void noteContact(Timestamp sentAt, AppendEntriesReplyProto reply) {
        if (reply.getResult() != AppendResult.NOT_LEADER) {
            follower().updateLastRespondedAppendEntriesSendTime(sentAt);
            follower().updateLastRpcResponseTime();
        }
    }

    private void judge(AppendEntriesReplyProto reply) {
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
