package io.arbiter.maelstrom.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.arbiter.server.raft.disk.StableStorage;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.ratis.conf.Parameters;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.proto.RaftProtos.RaftRpcReplyProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteReplyProto;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IncomingRequestsTest {
    private final CountDownLatch mayAnswer = new CountDownLatch(1);
    private final AtomicInteger votes = new AtomicInteger();
    private final AtomicInteger appends = new AtomicInteger();
    private final List<CompletableFuture<AppendEntriesReplyProto>> onDisk = new CopyOnWriteArrayList<>();
    private final List<RaftMessage> answers = new CopyOnWriteArrayList<>();
    private final Drops drops = new Drops();
    private final IncomingRequests requests =
            new IncomingRequests(server(), StableStorage.of(server(), new Parameters()), answers::add, drops);

    @AfterEach
    void close() {
        requests.close();
    }

    @Test
    void aVoteIsGivenOnceAndToldTwice() {
        mayAnswer.countDown();
        requests.accept(request("request_vote", 7));
        requests.accept(request("request_vote", 7));
        requests.accept(request("request_vote", 8));
        await().until(() -> answers.size() == 3);
        assertThat(votes).hasValue(2);
        assertThat(answers)
                .extracting(RaftMessage::toString)
                .containsExactly(
                        "request_vote_reply 7 from n1 to n2, 4 bytes",
                        "request_vote_reply 7 from n1 to n2, 4 bytes",
                        "request_vote_reply 8 from n1 to n2, 4 bytes");
    }

    @Test
    void everyCopyOfAnAppendIsAHeartbeat() {
        mayAnswer.countDown();
        requests.accept(request("append_entries", 7));
        requests.accept(request("append_entries", 7));
        await().until(() -> answers.size() == 2);
        assertThat(appends).hasValue(2);
    }

    /** The library reports of a copy at once that it has the entries, though they are on their way to the disk (S6). */
    @Test
    void aCopyOfEntriesIsNotAnsweredBeforeTheyAreOnTheDisk() {
        byte[] entries = AppendEntriesRequestProto.newBuilder()
                .addEntries(LogEntryProto.newBuilder().setIndex(7))
                .build()
                .toByteArray();
        requests.accept(new RaftMessage("n2", "n1", "append_entries", 1, entries));
        requests.accept(new RaftMessage("n2", "n1", "append_entries", 2, entries));
        await().until(() -> onDisk.size() == 2);
        onDisk.get(1).complete(AppendEntriesReplyProto.getDefaultInstance());
        requests.accept(request("append_entries", 3));
        await("a heartbeat waits for nothing").until(() -> answers.size() == 1);
        assertThat(answers.get(0).id()).isEqualTo(3);

        onDisk.get(0).complete(AppendEntriesReplyProto.getDefaultInstance());

        await().until(() -> answers.size() == 3);
    }

    @Test
    void whatTheServerThrowsIsTold() {
        requests.accept(request("start_leader_election", 3));
        await().until(() -> !answers.isEmpty());
        assertThat(answers.get(0).kind()).isEqualTo("start_leader_election_failure");
        assertThat(new String(answers.get(0).payload())).contains("UnsupportedOperationException", "not here");
    }

    @Test
    void malformedRequestsAreDropped() {
        requests.accept(new RaftMessage("n2", "n1", "append_entries", 1, new byte[] {1, 2, 3}));
        await().until(() -> drops.count(IncomingRequests.MALFORMED) == 1);
        requests.accept(request("append_entries", 2));
        await("the thread lives on").until(() -> answers.size() == 1);
    }

    @Test
    void aServerThatHangsLosesRequestsButHoldsUpNobody() {
        for (int i = 0; i < IncomingRequests.CAPACITY + 11; i++) {
            requests.accept(request("request_vote", i));
        }
        // One of them is in flight, unless the thread is slow to take it.
        assertThat(drops.count(IncomingRequests.FULL)).isBetween(10L, 11L);
        mayAnswer.countDown();
        await().until(() -> answers.size() == IncomingRequests.CAPACITY + 11 - drops.count(IncomingRequests.FULL));
    }

    private static RaftMessage request(String kind, long id) {
        return new RaftMessage("n2", "n1", kind, id, new byte[0]);
    }

    private RaftServer server() {
        return (RaftServer) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {RaftServer.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getId" -> RaftPeerId.valueOf("n1");
                    case "requestVote" -> {
                        mayAnswer.await();
                        yield RequestVoteReplyProto.newBuilder()
                                .setServerReply(RaftRpcReplyProto.newBuilder().setCallId(votes.incrementAndGet()))
                                .build();
                    }
                    case "appendEntriesAsync" -> append((AppendEntriesRequestProto) arguments[0]);
                    default -> throw new UnsupportedOperationException("not here: " + method.getName());
                });
    }

    private CompletableFuture<AppendEntriesReplyProto> append(AppendEntriesRequestProto request) {
        if (request.getEntriesCount() == 0) {
            return CompletableFuture.completedFuture(AppendEntriesReplyProto.newBuilder()
                    .setNextIndex(appends.incrementAndGet())
                    .build());
        }
        var stored = new CompletableFuture<AppendEntriesReplyProto>();
        onDisk.add(stored);
        return stored;
    }
}
