package io.arbiter.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.UnknownFieldSet;
import io.arbiter.client.fake.FakeRefusal;
import io.arbiter.client.model.EndReason;
import io.arbiter.client.model.Event;
import io.arbiter.client.model.GrantBasis;
import io.arbiter.v1.WatchResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Servers are replaced one by one: a client meets values that its release does not know, and goes on. */
class NewerServerTest {
    private static final int NEW = 4_711;
    private final ClientFixture fixture = new ClientFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aLeaseOfAnUnknownBasisIsHeldAndRenewed() {
        fixture.cluster.state.basis = NEW;
        Lease lease = fixture.held("orders");
        fixture.pass(ClientFixture.TTL.multipliedBy(3));
        assertThat(lease.isOpen()).isTrue();
        assertThat(lease.grant().basis()).isEqualTo(GrantBasis.UNKNOWN);
        lease.close();
        assertThat(fixture.cluster.state.leases).isEmpty();
    }

    @Test
    void anUnknownReasonIsARefusal() {
        fixture.cluster.nodes.forEach(
                node -> node.refusal = new FakeRefusal("OUTSIDE_OF_POLICY", "not in this region", Map.of()));
        assertThatThrownBy(() -> fixture.client.acquire("orders", Duration.ZERO))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.reason()).isEqualTo("OUTSIDE_OF_POLICY"));
    }

    @Test
    void unknownEventsAndEndsAreDelivered() {
        List<Event> told = new ArrayList<>();
        fixture.client.watch("orders", 10, new WatchListener() {
            @Override
            public void onEvents(List<Event> events, long revision) {
                told.addAll(events);
            }

            @Override
            public void onClosed(ArbiterException failure) {
                throw new AssertionError(failure);
            }
        });
        io.arbiter.v1.Event unknown = io.arbiter.v1.Event.newBuilder()
                .setRevision(10)
                .setUnknownFields(UnknownFieldSet.newBuilder()
                        .addField(
                                NEW,
                                UnknownFieldSet.Field.newBuilder().addVarint(1).build())
                        .build())
                .build();
        io.arbiter.v1.Event ended = io.arbiter.v1.Event.newBuilder()
                .setRevision(11)
                .setLeaseEnded(io.arbiter.v1.Event.LeaseEnded.newBuilder()
                        .setResource("orders")
                        .setReasonValue(NEW))
                .build();
        fixture.cluster
                .node(1)
                .watcher
                .onNext(WatchResponse.newBuilder()
                        .addEvents(unknown)
                        .addEvents(ended)
                        .setRevision(11)
                        .build());
        assertThat(told).hasSize(2).first().isInstanceOf(Event.Other.class);
        assertThat(told.get(1))
                .isInstanceOfSatisfying(
                        Event.LeaseEnded.class, end -> assertThat(end.reason()).isEqualTo(EndReason.UNKNOWN));
    }
}
