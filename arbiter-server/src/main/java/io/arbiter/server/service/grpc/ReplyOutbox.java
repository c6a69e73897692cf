package io.arbiter.server.service.grpc;

import io.arbiter.v1.Reply;
import io.arbiter.v1.ReplyBatch;
import java.util.ArrayDeque;

/** Replies that wait to be sent, in batches of bounded count and size. Not thread-safe. */
final class ReplyOutbox {
    private static final int MAX_REPLIES = 512;
    private static final int BYTES = 1 << 20;

    private final ArrayDeque<Reply> replies = new ArrayDeque<>();

    void add(Reply reply) {
        replies.add(reply);
    }

    boolean isEmpty() {
        return replies.isEmpty();
    }

    int size() {
        return replies.size();
    }

    void clear() {
        replies.clear();
    }

    ReplyBatch takeBatch(String leader) {
        var batch = ReplyBatch.newBuilder().setLeader(leader);
        int bytes = 0;
        while (!replies.isEmpty() && batch.getRepliesCount() < MAX_REPLIES && bytes < BYTES) {
            Reply reply = replies.poll();
            batch.addReplies(reply);
            bytes += reply.getSerializedSize();
        }
        return batch.build();
    }
}
