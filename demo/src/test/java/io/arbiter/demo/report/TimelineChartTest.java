package io.arbiter.demo.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TimelineChartTest {
    private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");

    /** Thirty seconds in fifty columns less the labels: one cell a second. */
    @Test
    void drawsWhoHeldWhatWhen() {
        Track east = new Track(
                "us-east",
                List.of(tenure("us-east", 3, 0, 10), tenure("us-east", 12, 20, 30)),
                moments(0, 10),
                moments(25, 27),
                List.of(new Fault(1, "us-east", Fault.Kind.KILLED, at(10), at(18))));
        Track west = new Track("us-west", List.of(tenure("us-west", 4, 13, 20)), moments(13, 20), List.of(), List.of());
        Timeline timeline = new Timeline(START, at(30), List.of(east, west));
        assertThat(new TimelineChart(timeline, Palette.ascii(false), 50).lines())
                .startsWith(
                        "us-east    lease    3#########          12########",
                        "           writes   @@@@@@@@@@                    ",
                        "           rejected                          !!   ",
                        "           fault              1xxxxxxx            ",
                        "us-west    lease                 4######          ",
                        "           writes                @@@@@@@          ",
                        "                    |0s       |10s      |20s      ");
    }

    @Test
    void writesAreDrawnRelativeToTheBusiestCell() {
        List<Instant> writes = IntStream.concat(IntStream.generate(() -> 1).limit(80), IntStream.of(5, 9, 9))
                .mapToObj(TimelineChartTest::at)
                .collect(Collectors.toList());
        Track track = new Track("a", List.of(), writes, List.of(), List.of());
        Timeline timeline = new Timeline(START, at(30), List.of(track));
        String row =
                new TimelineChart(timeline, Palette.unicode(false), 50).lines().get(1);
        assertThat(row.substring(20, 31)).isEqualTo(" █   ▁   ▁ ");
    }

    @Test
    void noLineIsWiderThanTheTerminal() {
        Track track = new Track(
                "us-east",
                List.of(tenure("us-east", 1, 0, 60)),
                moments(0, 60),
                moments(3, 4),
                List.of(new Fault(1, "us-east", Fault.Kind.PAUSED, at(5), Instant.MAX)));
        Timeline timeline = new Timeline(START, at(61), List.of(track));
        for (int width : new int[] {50, 77, 80, 132, 200}) {
            assertThat(new TimelineChart(timeline, Palette.unicode(false), width).lines())
                    .allMatch(line -> line.length() <= width);
        }
    }

    @Test
    void narrowTerminalGetsTheSmallestDrawing() {
        Timeline timeline = new Timeline(START, at(30), List.of());
        assertThat(new TimelineChart(timeline, Palette.ascii(false), 3).lines().get(0))
                .hasSize(50);
    }

    @Test
    void coloursOnlyIfAsked() {
        Track track = new Track("a", List.of(tenure("a", 1, 0, 9)), List.of(), List.of(), List.of());
        Timeline timeline = new Timeline(START, at(30), List.of(track));
        assertThat(new TimelineChart(timeline, Palette.unicode(true), 60).lines())
                .anyMatch(line -> line.contains("\u001b["));
        assertThat(new TimelineChart(timeline, Palette.unicode(false), 60).lines())
                .noneMatch(line -> line.contains("\u001b"));
    }

    @Test
    void emptySpanIsRefused() {
        assertThatThrownBy(() -> new Timeline(START, START, List.of())).hasMessageContaining("has no length");
    }

    private static Instant at(long second) {
        return START.plusSeconds(second);
    }

    private static Tenure tenure(String region, long token, long from, long to) {
        return new Tenure(region, token, at(from), at(to));
    }

    private static List<Instant> moments(int from, int to) {
        return IntStream.range(from, to).mapToObj(TimelineChartTest::at).collect(Collectors.toList());
    }
}
