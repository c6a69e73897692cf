package io.arbiter.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AuditSamplerTest {
    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

    private final AuditSampler sampler = new AuditSampler();

    private static AuditEvent refusal(String caller, Instant at) {
        return new AuditEvent(at, caller, "lease.break", "PERMISSION_DENIED", Map.of("resource", "orders"));
    }

    private long kept(String caller, int events) {
        long kept = 0;
        for (int i = 0; i < events; i++) {
            kept += sampler.isKept(refusal(caller, NOON.plusMillis(i))) ? 1 : 0;
        }
        return kept;
    }

    @Test
    void aFloodIsKeptAsItsFirstEventsAndTheirNumber() {
        assertThat(kept("eve", 10_000)).isEqualTo(AuditSampler.EACH_KIND);
        assertThat(kept("adam", 1)).as("another caller").isEqualTo(1);
        assertThat(sampler.endOfMinute(NOON.plusSeconds(59))).isEmpty();
        assertThat(sampler.endOfMinute(NOON.plusSeconds(60))).singleElement().satisfies(number -> {
            assertThat(number.caller()).isEqualTo("eve");
            assertThat(number.action()).isEqualTo("lease.break");
            assertThat(number.outcome()).isEqualTo("PERMISSION_DENIED");
            assertThat(number.details())
                    .containsEntry("more", Long.toString(10_000 - AuditSampler.EACH_KIND))
                    .containsEntry("since", NOON.toString());
        });
        assertThat(sampler.endOfMinute(NOON.plusSeconds(600))).isEmpty();
        assertThat(kept("eve", 1)).as("a new minute").isEqualTo(1);
    }

    /** However many callers there are. */
    @Test
    void aMinuteIsBounded() {
        long kept = 0;
        for (int i = 0; i < 1_000; i++) {
            kept += kept("spiffe://arbiter/viewer/" + i, 20);
        }
        assertThat(kept).isEqualTo((long) AuditSampler.KINDS * AuditSampler.EACH_KIND);
        var numbers = sampler.counted(NOON.plusSeconds(1));
        assertThat(numbers).hasSize(AuditSampler.KINDS + 1);
        assertThat(numbers.get(AuditSampler.KINDS).action()).isEqualTo(AuditSampler.OTHERS);
        long counted = numbers.stream()
                .mapToLong(number -> Long.parseLong(number.details().get("more")))
                .sum();
        assertThat(kept + counted).isEqualTo(20_000);
    }

    /** Else somebody with some addresses would turn the files over in days. */
    @Test
    void aFloodThatLastsIsBounded() {
        int minutes = 1_440;
        long kept = 0;
        long counted = 0;
        for (int minute = 0; minute < minutes; minute++) {
            Instant now = NOON.plusSeconds(60L * minute);
            for (int i = 0; i < AuditSampler.KINDS * AuditSampler.EACH_KIND; i++) {
                kept += sampler.isKept(refusal("eve-" + i % AuditSampler.KINDS, now)) ? 1 : 0;
            }
            counted += sampler.endOfMinute(now.plusSeconds(60)).stream()
                    .mapToLong(number -> Long.parseLong(number.details().get("more")))
                    .sum();
        }
        int aMinute = AuditSampler.KINDS * AuditSampler.EACH_KIND;
        assertThat(kept).isEqualTo(aMinute + (long) (minutes - 1) * AuditSampler.EACH_MINUTE);
        assertThat(kept + counted).isEqualTo((long) minutes * aMinute);
    }
}
