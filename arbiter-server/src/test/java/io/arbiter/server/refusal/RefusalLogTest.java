package io.arbiter.server.refusal;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.server.audit.AuditEvent;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefusalLogTest {
    private final RefusalLog log = new RefusalLog(new PrometheusRegistry());
    private final List<AuditEvent> kept = new ArrayList<>();

    /** The ports are open while the cluster forms, and then there is no audit yet. */
    @Test
    void whatCameBeforeTheAuditWaitsForIt() {
        log.denied("spiffe://arbiter/viewer/eve", "10.0.0.1", "arbiter.internal.v1.Bootstrap/Introduce", "no node");
        log.refused("client", "10.0.0.2", "it speaks no TLS");
        log.keepIn(kept::add);
        log.denied("", "10.0.0.3", "arbiter.v1.Arbiter/Watch", "no identity");
        assertThat(kept)
                .extracting(AuditEvent::action)
                .containsExactly(
                        "method.arbiter.internal.v1.Bootstrap/Introduce",
                        "connection",
                        "method.arbiter.v1.Arbiter/Watch");
    }

    @Test
    void noMoreWaitThanThereIsRoomFor() {
        for (int i = 0; i < 2 * RefusalLog.WAITING; i++) {
            log.refused("raft", "10.0.0.1", "it speaks no TLS");
        }
        log.keepIn(kept::add);
        assertThat(kept).hasSize(RefusalLog.WAITING);
    }

    @Test
    void whoHasNoIdentityIsKeptByItsAddress() {
        log.keepIn(kept::add);
        log.denied("", "10.0.0.3", "arbiter.v1.Arbiter/Watch", "no identity");
        log.denied("spiffe://arbiter/viewer/eve", "10.0.0.3", "arbiter.v1.Arbiter/Watch", "may not WATCH");
        assertThat(kept.get(0).details()).containsEntry("from", "10.0.0.3").containsEntry("message", "no identity");
        assertThat(kept.get(1).caller()).isEqualTo("spiffe://arbiter/viewer/eve");
        assertThat(kept.get(1).details()).doesNotContainKey("from");
    }
}
