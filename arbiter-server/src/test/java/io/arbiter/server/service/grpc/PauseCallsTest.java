package io.arbiter.server.service.grpc;

import static io.arbiter.server.testing.Requests.acquire;
import static io.arbiter.server.testing.Requests.await;
import static io.arbiter.server.testing.Requests.info;
import static io.arbiter.server.testing.Requests.openSession;
import static io.arbiter.server.testing.Requests.release;
import static io.arbiter.testsupport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.rpc.ErrorInfo;
import io.arbiter.v1.AcquireResponse;
import io.arbiter.v1.ChangePausesRequest;
import io.arbiter.v1.Event;
import io.arbiter.v1.GetPausesRequest;
import io.arbiter.v1.PauseInfo;
import io.arbiter.v1.StatusRequest;
import io.arbiter.v1.WatchRequest;
import io.arbiter.v1.WatchResponse;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PauseCallsTest extends ClusterTest {
    private static ChangePausesRequest pause(String scope, long version, String actor) {
        return ChangePausesRequest.newBuilder()
                .setPaused(true)
                .setScope(scope)
                .setExpectedVersion(version)
                .setActor(actor)
                .setComment("work on the network")
                .build();
    }

    private static ChangePausesRequest resume(String scope, long version) {
        return pause(scope, version, "bob").toBuilder().setPaused(false).build();
    }

    private ErrorInfo refusal(ChangePausesRequest request) {
        return info(catchThrowableOfType(
                StatusRuntimeException.class, () -> leader.calls().changePauses(request)));
    }

    @Test
    void anyNodePausesAndResumesAndTellsBy() {
        assertThat(follower.calls().changePauses(pause("", 0, "alice")).getVersion())
                .isEqualTo(1);
        assertThat(follower.calls().changePauses(pause("", 0, "alice")).getVersion())
                .as("a repeat")
                .isEqualTo(1);
        leader.calls().changePauses(pause("tenants/", 1, "alice"));
        var all = follower.calls().getPauses(GetPausesRequest.getDefaultInstance());
        assertThat(all.getVersion()).isEqualTo(2);
        assertThat(all.getPausesList()).extracting(PauseInfo::getScope).containsExactly("", "tenants/");
        assertThat(leader.calls()
                        .getPauses(GetPausesRequest.newBuilder()
                                .setResource("orders")
                                .build())
                        .getPausesList())
                .extracting(PauseInfo::getScope)
                .containsExactly("");
        PauseInfo told = leader.calls()
                .status(StatusRequest.newBuilder().setLocal(true).build())
                .getPauses(0);
        assertThat(told).isEqualTo(all.getPauses(0));
        assertThat(told.getActor()).isEqualTo("alice");
        assertThat(told.getComment()).isEqualTo("work on the network");
        assertThat(told.getSinceWallMillis()).isPositive();
        assertThat(follower.calls().changePauses(resume("", 2)).getVersion()).isEqualTo(3);
        assertThat(leader.calls()
                        .status(StatusRequest.newBuilder().setLocal(true).build())
                        .getPausesList())
                .extracting(PauseInfo::getScope)
                .containsExactly("tenants/");
    }

    @Test
    void eachRefusalSaysWhoAndWhy() {
        assertThat(refusal(resume("orders", 0)).getReason()).isEqualTo("NOT_PAUSED");
        leader.calls().changePauses(pause("", 0, "alice"));
        ErrorInfo already = refusal(pause("", 1, "bob"));
        assertThat(already.getReason()).isEqualTo("ALREADY_PAUSED");
        assertThat(already.getMetadataMap())
                .containsEntry("actor", "alice")
                .containsEntry("comment", "work on the network")
                .containsEntry("version", "1");
        ErrorInfo late = refusal(resume("", 0));
        assertThat(late.getReason()).isEqualTo("PAUSES_VERSION_MISMATCH");
        assertThat(late.getMetadataMap()).containsEntry("actual", "1");
        assertThat(refusal(pause("a".repeat(513), 1, "bob")).getMetadataMap()).containsEntry("field", "scope");
        assertThat(refusal(pause("", 1, "bob").toBuilder().clearComment().build())
                        .getMetadataMap())
                .containsEntry("field", "comment");
    }

    @Test
    void aLeaseThatEndsWhilePausedMovesOnceItIsResumed() {
        long east = leader.calls().openSession(openSession("east")).getSessionId();
        leader.calls().acquire(acquire("orders", east));
        long west = leader.calls()
                .openSession(
                        openSession("west").toBuilder().setRegion("us-west").build())
                .getSessionId();
        ListenableFuture<AcquireResponse> wait = follower.futures().acquire(await("orders", west));
        awaitWaiters("orders", 1);
        leader.calls().changePauses(pause("", 0, "alice"));
        leader.calls().release(release("orders", east, 1));
        long other = leader.calls()
                .openSession(
                        openSession("other").toBuilder().setRegion("us-west").build())
                .getSessionId();
        ErrorInfo refused = info(catchThrowableOfType(
                StatusRuntimeException.class, () -> leader.calls().acquire(acquire("orders", other))));
        assertThat(refused.getReason()).isEqualTo("FAILOVER_PAUSED");
        assertThat(refused.getMetadataMap())
                .containsEntry("region", "us-east")
                .containsEntry("token", "1")
                .containsEntry("scope", "")
                .containsEntry("actor", "alice");
        assertThat(wait).isNotDone();
        leader.calls().changePauses(resume("", 1));
        assertThat(wait).succeedsWithin(PATIENCE);
        assertThat(eventsThroughResumption())
                .extracting(Event::getKindCase)
                .containsSubsequence(
                        Event.KindCase.FAILOVER_PAUSED,
                        Event.KindCase.LEASE_ENDED,
                        Event.KindCase.LEASE_CONFINED,
                        Event.KindCase.FAILOVER_RESUMED,
                        Event.KindCase.CONFINEMENT_LIFTED);
    }

    private List<Event> eventsThroughResumption() {
        Iterator<WatchResponse> watch = leader.calls()
                .withDeadlineAfter(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .watch(WatchRequest.newBuilder().setFromRevision(1).build());
        var events = new ArrayList<Event>();
        while (events.stream().noneMatch(Event::hasConfinementLifted)) {
            events.addAll(watch.next().getEventsList());
        }
        return events;
    }
}
