package io.arbiter.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.rpc.ErrorInfo;
import io.arbiter.client.fake.FakeNode;
import io.arbiter.client.model.Event;
import io.arbiter.v1.WatchRequest;
import io.arbiter.v1.WatchResponse;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A watch reports every event once, in order, however often its connection breaks. */
class WatchTest {
    private final ClientFixture fixture = new ClientFixture();
    private final List<Long> told = new ArrayList<>();
    private final List<ArbiterException> ended = new ArrayList<>();
    private final List<Long> interruptedBefore = new ArrayList<>();
    private final List<Long> reported = new ArrayList<>();
    private final WatchListener listener = new WatchListener() {
        @Override
        public void onEvents(List<Event> events, long revision) {
            events.forEach(event -> told.add(event.revision()));
            reported.add(revision);
        }

        @Override
        public void onInterrupted(ArbiterException failure, long nextRevision) {
            assertThat(failure)
                    .isInstanceOfAny(UnavailableException.class, LimitExceededException.class, RefusedException.class);
            interruptedBefore.add(nextRevision);
        }

        @Override
        public void onClosed(ArbiterException failure) {
            ended.add(failure);
        }
    };

    @AfterEach
    void close() {
        fixture.close();
    }

    private static WatchResponse answer(long upTo, long... revisions) {
        WatchResponse.Builder answer = WatchResponse.newBuilder().setRevision(upTo);
        for (long revision : revisions) {
            answer.addEvents(io.arbiter.v1.Event.newBuilder().setRevision(revision));
        }
        return answer.build();
    }

    private static RuntimeException broken() {
        return Status.UNAVAILABLE.withDescription("reset").asRuntimeException();
    }

    @Test
    void resumesOnAnotherNodeWithoutGapsOrRepeats() {
        Watch watch = fixture.client.watch("orders", 10, listener);
        FakeNode first = fixture.cluster.node(1);
        assertThat(first.watches.get(0).getFromRevision()).isEqualTo(10);
        first.watcher.onNext(answer(12, 10, 12));
        first.watcher.onNext(answer(15));
        first.watcher.onError(broken());
        fixture.pass(Duration.ofSeconds(2));
        FakeNode second = fixture.cluster.node(2);
        assertThat(second.watches.get(0).getFromRevision()).isEqualTo(16);
        second.watcher.onNext(answer(17, 12, 15, 16, 17));
        assertThat(told).containsExactly(10L, 12L, 16L, 17L);
        assertThat(watch.revision()).isEqualTo(17);
        assertThat(interruptedBefore).containsExactly(16L);
        assertThat(ended).isEmpty();
        watch.close();
    }

    /** Otherwise a listener that is slow would hear of it after the events that follow, or beside them. */
    @Test
    void anInterruptionIsToldBeforeTheWatchGoesOn() {
        fixture.client.watch("orders", 10, listener);
        fixture.cluster.node(1).watcher.onNext(answer(15));
        fixture.holdWork = true;
        fixture.cluster.node(1).watcher.onError(broken());
        fixture.pass(Duration.ofSeconds(2));
        assertThat(fixture.cluster.node(2).watches).isEmpty();
        fixture.holdWork = false;
        fixture.work.forEach(Runnable::run);
        fixture.pass(Duration.ofSeconds(2));
        assertThat(interruptedBefore).containsExactly(16L);
        assertThat(fixture.cluster.node(2).watches)
                .extracting(WatchRequest::getFromRevision)
                .containsExactly(16L);
    }

    /** It cut one watch, and serves everything else. */
    @Test
    void aNodeThatCutsAWatcherWhichIsTooSlowIsNotAvoided() {
        fixture.client.watch("orders", 10, listener);
        fixture.cluster.node(1).watcher.onNext(answer(15));
        fixture.cluster.node(1).watcher.onError(refusal(Status.Code.RESOURCE_EXHAUSTED, "WATCHER_TOO_SLOW"));
        fixture.client.watch("others", 10, listener);
        assertThat(fixture.cluster.node(1).watches)
                .extracting(WatchRequest::getPrefix)
                .containsExactly("orders", "others");
    }

    private static RuntimeException refusal(Status.Code code, String reason) {
        return StatusProto.toStatusRuntimeException(com.google.rpc.Status.newBuilder()
                .setCode(code.value())
                .setMessage("refused")
                .addDetails(Any.pack(ErrorInfo.newBuilder().setReason(reason).build()))
                .build());
    }

    /** In a quiet cluster nothing else would show that an interruption is over. */
    @Test
    void anAnswerWithoutNewsIsReported() {
        Watch watch = fixture.client.watch("orders", 10, listener);
        fixture.cluster.node(1).watcher.onNext(answer(15));
        fixture.cluster.node(1).watcher.onError(broken());
        fixture.pass(Duration.ofSeconds(2));
        fixture.cluster.node(2).watcher.onNext(answer(15));
        assertThat(reported).containsExactly(15L, 15L);
        fixture.cluster.node(2).watcher.onNext(answer(14));
        assertThat(reported).as("a node that lags behind").hasSize(2);
        assertThat(watch.revision()).isEqualTo(15);
        watch.close();
    }

    /** Otherwise a stream that breaks before its first answer would start again at a later 'now'. */
    @Test
    void fromNowOnIsFixedOnce() {
        fixture.client.watch("orders", 0, listener);
        assertThat(fixture.cluster.node(1).watches.get(0).getFromRevision()).isEqualTo(8);
        fixture.cluster.node(1).watcher.onError(broken());
        fixture.pass(Duration.ofSeconds(2));
        assertThat(fixture.cluster.node(2).watches.get(0).getFromRevision()).isEqualTo(8);
    }

    @Test
    void compactedHistoryEndsItWithTheOldestRevision() {
        fixture.client.watch("orders", 3, listener);
        fixture.cluster
                .node(1)
                .watcher
                .onError(io.grpc.protobuf.StatusProto.toStatusRuntimeException(com.google.rpc.Status.newBuilder()
                        .setCode(Status.Code.OUT_OF_RANGE.value())
                        .setMessage("compacted")
                        .addDetails(com.google.protobuf.Any.pack(com.google.rpc.ErrorInfo.newBuilder()
                                .setReason("HISTORY_COMPACTED")
                                .putMetadata("oldest_revision", "42")
                                .build()))
                        .build()));
        assertThat(ended)
                .singleElement()
                .isInstanceOfSatisfying(
                        HistoryCompactedException.class,
                        compacted -> assertThat(compacted.oldestRevision()).isEqualTo(42));
        fixture.pass(Duration.ofSeconds(5));
        assertThat(fixture.cluster.nodes).allMatch(node -> node.watches.size() <= 1);
    }

    @Test
    void closedItTellsNothingMore() {
        Watch watch = fixture.client.watch("orders", 1, listener);
        watch.close();
        fixture.pass(Duration.ofSeconds(5));
        assertThat(told).isEmpty();
        assertThat(ended).isEmpty();
    }
}
