package io.arbiter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.cli.base.CliException;
import io.arbiter.cli.base.ExitCode;
import io.arbiter.cli.cluster.Failure;
import io.arbiter.cli.status.EventLine;
import io.arbiter.cli.text.DisplayText;
import io.arbiter.cli.text.Json;
import io.arbiter.client.RefusedException;
import io.arbiter.v1.Event;
import io.arbiter.v1.ExplainResponse.Condition;
import io.arbiter.v1.LeaseInfo;
import io.arbiter.v1.NodeStatus;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Values of a newer server that this release does not know are printed all the same. */
class NewerServerTest {
    private static final int NEW = 4_711;

    @Test
    void unknownWordsArePrintedAsSuch() {
        assertThat(DisplayText.basis(
                        LeaseInfo.newBuilder().setBasisValue(NEW).build().getBasis()))
                .isEqualTo("UNRECOGNIZED");
        assertThat(DisplayText.role(
                        NodeStatus.newBuilder().setRoleValue(NEW).build().getRole()))
                .isEqualTo("unrecognized");
        assertThat(DisplayText.condition(
                        Condition.newBuilder().setCodeValue(NEW).build().getCode()))
                .isEqualTo("UNRECOGNIZED");
    }

    /** A refusal by its status: nothing was changed, whatever the reason means. */
    @Test
    void anUnknownReasonIsToldAsItCame() {
        CliException told = Failure.of(
                new RefusedException("not in this region", "OUTSIDE_OF_POLICY", Map.of("region", "x"), null));
        assertThat(told.code()).isEqualTo(ExitCode.REFUSED);
        assertThat(told.reason()).isEqualTo("OUTSIDE_OF_POLICY");
        assertThat(told).hasMessage("not in this region");
        assertThat(told.metadata()).containsEntry("region", "x");
        assertThat(told.remedy()).isNotEmpty();
    }

    @Test
    void unknownEventsAreALine() {
        assertThat(EventLine.of(Event.newBuilder().setRevision(7).build())).contains("an event of a newer version");
        assertThat(EventLine.of(Event.newBuilder()
                        .setLeaseEnded(Event.LeaseEnded.newBuilder()
                                .setResource("orders")
                                .setReasonValue(NEW))
                        .build()))
                .contains("orders")
                .contains("unrecognized");
    }

    @Test
    void scriptsGetTheNumber() {
        assertThat(Json.of(LeaseInfo.newBuilder().setBasisValue(NEW).build())
                        .getAsJsonObject()
                        .get("basis")
                        .getAsInt())
                .isEqualTo(NEW);
    }
}
