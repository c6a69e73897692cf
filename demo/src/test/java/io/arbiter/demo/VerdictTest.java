package io.arbiter.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.demo.orders.OrderRow;
import io.arbiter.demo.report.CheckList;
import io.arbiter.demo.report.Failover;
import io.arbiter.demo.report.Fault;
import io.arbiter.demo.report.Palette;
import io.arbiter.demo.report.Tenure;
import io.arbiter.demo.writer.WriterEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A good run is acquitted, and each way in which a run can be bad is convicted. */
class VerdictTest {
    private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");

    private final List<OrderRow> rows = new ArrayList<>();
    private final List<Tenure> tenures = new ArrayList<>();
    private final List<WriterEvent> east = new ArrayList<>();
    private final List<Failover> failovers = new ArrayList<>();
    private final List<StallWatch.Stall> stalls = new ArrayList<>();
    private long healedToken = 7;

    /** us-east writes from each full 20 s on, the fault comes 5 s later, us-west writes 3 s after that. */
    VerdictTest() {
        for (int round = 0; round < 3; round++) {
            long token = 1 + 2L * round;
            long second = 20L * round;
            hold("us-east", token, second, second + 8);
            hold("us-west", token + 1, second + 8, second + 20);
            write("us-east", token, second + 1);
            write("us-east", token, second + 5);
            write("us-west", token + 1, second + 8);
            Fault.Kind kind = Fault.Kind.values()[round];
            Fault fault = new Fault(round + 1, "us-east", kind, at(second + 5), at(second + 15));
            failovers.add(new Failover(fault, false, token, token + 1));
        }
        hold("us-east", 7, 60, 70);
        write("us-east", 7, 61);
        note(WriterEvent.Kind.REJECTED, 3, 36, "");
        note(WriterEvent.Kind.COUNTED, 0, 46, "6 1 0 0");
        note(WriterEvent.Kind.GATE_CLOSED, 5, 47, "");
        note(WriterEvent.Kind.COUNTED, 0, 50, "6 1 0 900");
    }

    @Test
    void goodRunHolds() {
        assertThat(failed()).isEmpty();
    }

    @Test
    void noEvidenceIsNoSuccess() {
        rows.clear();
        tenures.clear();
        failovers.clear();
        assertThat(failed()).isNotEmpty();
    }

    @Test
    void lateWriteThatWasAccepted() {
        write("us-east", 3, 36);
        assertThat(failed()).singleElement().asString().contains("tokens never go back");
    }

    @Test
    void noLateWriteTried() {
        east.removeIf(event -> event.kind() == WriterEvent.Kind.REJECTED);
        assertThat(failed()).singleElement().asString().contains("(2) late writes", "0 rejected");
    }

    @Test
    void smallerTokenTakesOver() {
        Failover first = failovers.remove(0);
        failovers.add(0, new Failover(first.fault(), false, first.newToken(), first.oldToken()));
        assertThat(failed()).anyMatch(line -> line.contains("(1) us-west takes over with a larger token"));
    }

    @Test
    void gateThatClosedAfterTheGrant() {
        east.removeIf(event -> event.kind() == WriterEvent.Kind.GATE_CLOSED);
        note(WriterEvent.Kind.GATE_CLOSED, 5, 49, "");
        assertThat(failed()).singleElement().asString().contains("(3) us-east's gate closed by itself");
    }

    @Test
    void gateThatWasNeverSeenClosed() {
        east.removeIf(event -> event.kind() == WriterEvent.Kind.GATE_CLOSED);
        assertThat(failed()).singleElement().asString().contains("closing or grant is missing");
    }

    @Test
    void gateThatRefusedNothing() {
        east.removeIf(event -> event.kind() == WriterEvent.Kind.COUNTED);
        assertThat(failed()).singleElement().asString().contains("read-only while it was cut off");
    }

    @Test
    void gapBeyondTheBound() {
        OrderRow late = rows.remove(2);
        rows.add(2, new OrderRow(late.position(), late.writer(), late.token(), late.writeNumber(), at(9)));
        assertThat(failed()).singleElement().asString().contains("(1) gap in writes", "4.00 s");
    }

    @Test
    void gapOnAMachineThatStalledMeanwhile() {
        gapBeyondTheBound();
        stalls.add(new StallWatch.Stall(at(7), Duration.ofMillis(700)));
        assertThat(failed()).isEmpty();
        stalls.set(0, new StallWatch.Stall(at(12), Duration.ofMillis(700)));
        assertThat(failed()).as("it stalled later").isNotEmpty();
    }

    @Test
    void tokenThatTheArbiterNeverGranted() {
        tenures.removeIf(tenure -> tenure.token() == 4);
        assertThat(failed()).anyMatch(line -> line.contains("every row carries a token"));
    }

    @Test
    void regionThatNeverCameBack() {
        healedToken = 5;
        assertThat(failed()).singleElement().asString().contains("us-east holds the lease again");
    }

    private List<String> failed() {
        CheckList checks = new CheckList(Palette.ascii(false));
        Map<String, List<List<WriterEvent>>> events = Map.of("us-east", List.of(east), "us-west", List.of(List.of()));
        new Verdict(new Evidence(rows, tenures, events, failovers, healedToken, stalls), checks).judge();
        return checks.lines().stream().filter(line -> line.startsWith("FAIL")).collect(Collectors.toList());
    }

    private void hold(String region, long token, long from, long to) {
        tenures.add(new Tenure(region, token, at(from), at(to)));
    }

    private void write(String region, long token, long second) {
        long position = rows.size() + 1;
        rows.add(new OrderRow(position, new OrderRow.Writer(region, 1), token, position, at(second)));
    }

    private void note(WriterEvent.Kind kind, long token, long second, String detail) {
        east.add(new WriterEvent(at(second), kind, token, detail));
    }

    private static Instant at(long second) {
        return START.plusSeconds(second);
    }
}
