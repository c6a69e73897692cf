package io.arbiter.maelstrom.workload;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import com.google.gson.JsonObject;
import io.arbiter.maelstrom.fault.NodeClock;
import io.arbiter.maelstrom.fault.Wrong;
import io.arbiter.maelstrom.guard.GuardedStorage;
import io.arbiter.maelstrom.peer.PeerRequests;
import io.arbiter.maelstrom.wire.ErrorCode;
import io.arbiter.maelstrom.wire.Message;
import io.arbiter.maelstrom.wire.RefusedException;
import io.arbiter.server.failure.CallException;
import io.arbiter.server.failure.Reason;
import io.arbiter.v1.Reply;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.ValueSource;

/** Any message of a client has an answer, and none of them is a bug of the node. */
class RequestFuzzTest {
    @TempDir
    private static Path directory;

    private static ScheduledExecutorService timer;
    private static GuardedStorage storage;
    private static PeerRequests peers;
    private static Workloads workloads;

    @BeforeAll
    static void start() throws IOException {
        timer = Executors.newSingleThreadScheduledExecutor();
        storage = new GuardedStorage(directory, true);
        peers = new PeerRequests("n1", lost -> {});
        var refused = Reply.newBuilder()
                .setError(new CallException(Reason.LEASE_HELD, "in a test", "r", 1, 2, "h", "e").toStatus())
                .build();
        workloads = new Workloads(new Workloads.Ground(
                "n1",
                List.of("n1", "n2"),
                call -> CompletableFuture.completedFuture(refused),
                storage,
                peers,
                new NodeClock(),
                timer,
                Wrong.NOTHING));
    }

    @AfterAll
    static void stop() {
        storage.close();
        timer.shutdownNow();
    }

    @ValueSource(
            strings = {
                "{\"type\":\"read\",\"key\":[1]}",
                "{\"type\":\"cas\",\"key\":1,\"from\":2,\"to\":{}}",
                "{\"type\":\"acquire\",\"resource\":\"r\",\"session\":\"7\",\"wait_ms\":9}",
                "{\"type\":\"open\",\"client\":\"c\",\"ttl_ms\":-9223372036854775808}",
                "{\"type\":\"release\",\"resource\":\"r\",\"session\":\"x\",\"token\":1}",
                "{\"type\":\"guarded_read\",\"resource\":\"\",\"token\":0}",
                "{\"type\":\"clock\",\"rate_ppm\":-9223372036854775808,\"wall_offset_ms\":1}",
                "{\"type\":\"peer_refused\",\"id\":1,\"life\":2,\"code\":3}",
                "{\"type\":\"guard\",\"life\":0}"
            })
    @FuzzTest
    void answered(@NotNull String body) {
        Message message;
        try {
            message = Message.parse("{\"src\":\"c1\",\"dest\":\"n1\",\"body\":" + body + "}");
        } catch (RefusedException refused) {
            assertThat(refused.code()).isEqualTo(ErrorCode.MALFORMED_REQUEST);
            return;
        }
        JsonObject answer = workloads.answer(message.body()).getNow(new JsonObject());
        assertThat(answer.has("code") && answer.get("code").getAsInt() == ErrorCode.CRASH.number())
                .as("%s", answer)
                .isFalse();
        peers.receive(message);
    }
}
