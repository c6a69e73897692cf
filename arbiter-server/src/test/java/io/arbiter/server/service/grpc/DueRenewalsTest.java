package io.arbiter.server.service.grpc;

import static io.arbiter.server.testing.Requests.openSession;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.arbiter.core.machine.Limits;
import io.arbiter.server.batch.BatchLimits;
import io.arbiter.server.memory.MemoryCluster;
import io.arbiter.server.service.ServiceLimits;
import io.arbiter.server.testing.Requests;
import io.arbiter.server.testing.TestNode;
import io.arbiter.server.watch.WatchLimits;
import io.arbiter.v1.Call;
import io.arbiter.v1.RenewSessionRequest;
import io.arbiter.v1.Reply;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** S7: whatever is full of calls, no holder is kept from renewing. */
class DueRenewalsTest {
    private final AtomicLong skew = new AtomicLong();
    private final MemoryCluster cluster = new MemoryCluster();
    private TestNode node;
    private long session;

    private void start(UnaryOperator<ClientPortOptions> limits) {
        node = new TestNode(
                cluster,
                "a",
                Limits.DEFAULT,
                options -> limits.apply(options)
                        .withClocks(() -> System.nanoTime() + skew.get(), System::currentTimeMillis));
        cluster.elect(node.log());
        session = node.calls().openSession(openSession("holder")).getSessionId();
        cluster.hold();
    }

    @AfterEach
    void stop() {
        node.close();
        cluster.close();
    }

    private Call.Builder renewal() {
        return Call.newBuilder()
                .setRenewSession(RenewSessionRequest.newBuilder().setSessionId(session));
    }

    private void awaitMetric(String name, int value) {
        await().until(() -> node.metric(name) == value);
    }

    /** Refused while it is not due; due, it makes one more of what the metric counts, and is carried out. */
    private void goesThroughOnceItIsDue(
            StreamClient stream, Call.Builder renewal, String refusal, String metric, int full) {
        Reply early = stream.call(renewal.clone());
        assertThat(early.getError().getMessage()).contains(refusal);
        assertThat(Requests.info(early.getError()).getReason()).isEqualTo("OVERLOADED");
        skew.addAndGet(TimeUnit.SECONDS.toNanos(10)); // more than an eighth of its TTL
        CompletableFuture<Reply> reply = stream.send(renewal);
        awaitMetric(metric, full + 1);
        cluster.release();
        assertThat(StreamClient.answer(reply).getRenewSession().getSessionId()).isEqualTo(session);
    }

    @Test
    void aRenewalThatIsDueGoesThroughAFullNode() {
        start(TestNode::smallLimits);
        try (var one = new StreamClient(node);
                var two = new StreamClient(node);
                var three = new StreamClient(node)) {
            one.sendTogether(15);
            two.sendTogether(15);
            awaitMetric("arbiter_calls_in_flight", 30);
            goesThroughOnceItIsDue(three, renewal(), "on this node", "arbiter_calls_in_flight", 30);
        }
    }

    /** Of whichever calls the stream is full, a client's own or those that a peer forwards. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aRenewalThatIsDueGoesThroughAFullStream(boolean forwarded) {
        start(TestNode::smallLimits);
        int most = forwarded ? 30 : 15;
        try (var stream = new StreamClient(node)) {
            for (int i = 0; i < most; i++) {
                stream.send(Call.newBuilder().setForwarded(forwarded).setOpenSession(openSession("c" + i)));
            }
            awaitMetric("arbiter_calls_in_flight", most);
            String refusal = forwarded ? "on this node" : "on this stream";
            goesThroughOnceItIsDue(stream, renewal().setForwarded(forwarded), refusal, "arbiter_calls_in_flight", most);
        }
    }

    /** Not even the queue of commands that wait to be proposed. */
    @Test
    void aRenewalThatIsDueGoesThroughAFullQueue() {
        start(options -> options.withLimits(
                new BatchLimits(1, 10, 1 << 20, 3, 2 << 20, 1 << 19), ServiceLimits.DEFAULT, WatchLimits.DEFAULT));
        try (var stream = new StreamClient(node)) {
            stream.send(Call.newBuilder().setOpenSession(openSession("proposed")));
            stream.sendTogether(3);
            awaitMetric("arbiter_batch_queued", 3);
            goesThroughOnceItIsDue(stream, renewal(), "commands wait to be proposed", "arbiter_batch_queued", 3);
        }
    }
}
