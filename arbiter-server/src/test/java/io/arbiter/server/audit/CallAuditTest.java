package io.arbiter.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Status;
import io.arbiter.server.failure.Reason;
import io.arbiter.v1.BreakLeaseRequest;
import io.arbiter.v1.BreakLeaseResponse;
import io.arbiter.v1.Call;
import io.arbiter.v1.Reply;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An operator's acts are kept one by one; what is thinned out was denied. */
class CallAuditTest {
    private static final String OPERATOR = "spiffe://arbiter/operator/jane";
    private static final String STRANGER = "spiffe://arbiter/viewer/eve";
    private static final Set<Reason> DENIALS =
            Set.of(Reason.PERMISSION_DENIED, Reason.LIMIT_EXCEEDED, Reason.RATE_LIMITED, Reason.OVERLOADED);
    private static final int CALLS = 3 * AuditSampler.EACH_KIND;

    @TempDir
    private Path directory;

    /** Who has the right now. */
    private final Set<String> bound = new HashSet<>(Set.of(OPERATOR));

    private long kept(String caller, Reply reply) throws IOException {
        return kept(caller, reply, () -> {});
    }

    /** Kept lines, without those of numbers; rights change after the calls and before the replies. */
    private long kept(String caller, Reply reply, Runnable change) throws IOException {
        var call = Call.newBuilder()
                .setBreakLease(BreakLeaseRequest.newBuilder().setResource("orders"))
                .build();
        try (AuditLog log = AuditLog.open(directory, 1_000_000, 3, "n1", new PrometheusRegistry())) {
            var audit = new CallAudit(log, (asked, who) -> bound.contains(who));
            List<Consumer<Reply>> underWay = Stream.generate(() -> audit.taken(caller, call))
                    .limit(CALLS)
                    .toList();
            change.run();
            underWay.forEach(told -> told.accept(reply));
        }
        return Files.readAllLines(directory.resolve("audit-%019d.jsonl".formatted(1))).stream()
                .filter(line -> !line.contains("\"more\""))
                .count();
    }

    private static Reply failed(Reason reason) {
        var info = ErrorInfo.newBuilder().setReason(reason.name());
        return Reply.newBuilder()
                .setError(Status.newBuilder().setCode(reason.code().getNumber()).addDetails(Any.pack(info.build())))
                .build();
    }

    @Test
    void whatWasDoneIsKept() throws IOException {
        Reply done = Reply.newBuilder()
                .setBreakLease(BreakLeaseResponse.getDefaultInstance())
                .build();
        assertThat(kept(OPERATOR, done)).isEqualTo(CALLS);
    }

    /** Above all of an act that is in doubt: nothing else would say that it may have been done. */
    @ParameterizedTest
    @EnumSource(Reason.class)
    void onlyDenialsOfWhoMayAreThinned(Reason reason) throws IOException {
        assertThat(kept(OPERATOR, failed(reason))).isEqualTo(DENIALS.contains(reason) ? AuditSampler.EACH_KIND : CALLS);
    }

    /** He sees to it that a call runs out of time, or is malformed, as often as he likes. */
    @ParameterizedTest
    @EnumSource(Reason.class)
    void whatAStrangerTriesIsThinned(Reason reason) throws IOException {
        assertThat(kept(STRANGER, failed(reason))).isEqualTo(AuditSampler.EACH_KIND);
    }

    @Test
    void aRightThatIsRevokedMeanwhileMakesNoDenialOfAnAct() throws IOException {
        assertThat(kept(OPERATOR, failed(Reason.OUTCOME_UNKNOWN), () -> bound.remove(OPERATOR)))
                .isEqualTo(CALLS);
    }

    @Test
    void aRightThatIsGrantedMeanwhileMakesNoActOfADenial() throws IOException {
        assertThat(kept(STRANGER, failed(Reason.INVALID_REQUEST), () -> bound.add(STRANGER)))
                .isEqualTo(AuditSampler.EACH_KIND);
    }
}
