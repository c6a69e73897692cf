package io.arbiter.chaos.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.arbiter.chaos.check.Verdict;
import io.arbiter.chaos.history.History;
import io.arbiter.chaos.history.OperationType;
import io.arbiter.chaos.report.chart.TimePlot;
import io.arbiter.chaos.report.data.RunInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Index;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;

class ReportTest {
    private static final RunInfo INFO = new RunInfo("a run", "chaos/bin/chaos run --seed 1", Map.of("seed", "1"));

    @Test
    void writesTheFileAndItsDirectory(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("runs/1.html");
        Examples example = Examples.staleRead();
        Report.write(file, example.info(), example.history(), example.verdicts());
        assertThat(Files.readString(file))
                .isEqualTo(Report.html(example.info(), example.history(), example.verdicts()));
        Report.write(file, INFO, new History(List.of()), List.of());
        assertThat(Files.readString(file)).contains("a run").doesNotContain("lin-kv");
        try (var files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void loadsNothing() {
        PageReader page = PageReader.of(Examples.lease(true));
        assertThat(page.html()).doesNotContain("http:", "https:", "@import", "src=", "href=", "@font-face");
        assertThat(page.all("//link | //img | //iframe | //object | //embed | //image | //use"))
                .isEmpty();
        assertThat(page.html().replace("url(#hatch)", "")).doesNotContain("url(");
        assertThat(page.all("//script")).hasSize(1);
    }

    @Test
    void sameInputSameBytes() {
        Examples one = Examples.lease(true);
        Examples other = Examples.lease(true);
        assertThat(Report.html(one.info(), one.history(), one.verdicts()))
                .isEqualTo(Report.html(other.info(), other.history(), other.verdicts()));
    }

    @Test
    void saysWhatCameOutAndHowToRepeatIt() {
        PageReader page = PageReader.of(Examples.staleRead());
        assertThat(page.text("//header//p[@class='verdict']")).isEqualTo("invalid");
        assertThat(page.text("//header//h1")).isEqualTo("lin-kv, 5 nodes, partition; stale reads on purpose");
        assertThat(page.text("//pre/code")).endsWith("--seed 3");
        assertThat(page.texts("//dl//dt")).containsExactly("seed", "nodes", "rate", "latency", "time limit");
        assertThat(page.texts("//ul[@class='verdicts']/li"))
                .hasSize(2)
                .satisfies(
                        line -> assertThat(line).startsWith("✗ invalid linearizability key k4: process 8 read 17"),
                        Index.atIndex(0))
                .satisfies(
                        line -> assertThat(line).startsWith("? unknown availability 3 of 4 heals"), Index.atIndex(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"VALID", "INVALID", "UNKNOWN"})
    void theBannerIsAsBadAsTheWorstChecker(String worst) {
        var bad = new Verdict("second", Verdict.Validity.valueOf(worst), "", List.of());
        PageReader page =
                PageReader.of(new Examples(INFO, new Story().history(), List.of(Verdict.valid("first", "fine"), bad)));
        assertThat(page.one("//header").getAttribute("class")).isEqualTo("banner " + worst.toLowerCase());
    }

    @Test
    void whatWasNotCheckedIsNotValid() {
        PageReader page = PageReader.of(new Examples(INFO, new Story().history(), List.of()));
        assertThat(page.text("//header//p[@class='verdict']")).isEqualTo("unknown");
        assertThat(page.text("//ul[@class='verdicts']")).contains("Nothing was checked");
    }

    @Test
    void countsByFunctionWithLatencies() {
        var story = new Story();
        for (int i = 1; i <= 100; i++) {
            story.ok(i, 2 * i, "read", "key", "x");
        }
        story.call(story.newProcess(), 0, 900, OperationType.FAIL, "read", "key", "x");
        story.call(story.newProcess(), 0, 900, OperationType.INFO, "write", "key", "x");
        story.add(story.newProcess(), OperationType.INVOKE, 5, "write", "", "key", "x");
        story.ok(0, 3000, "gate", "resource", "r", "client", "c", "token", 1L);
        PageReader page = page(story);
        assertThat(page.rows(page.card("Operations")))
                .containsExactly(
                        List.of("read", "100", "1", "0", "50.0 ms", "99.0 ms", "100 ms"),
                        List.of("write", "0", "0", "2", "–", "–", "–"),
                        List.of("all", "100", "1", "2", "50.0 ms", "99.0 ms", "100 ms"),
                        List.of("gate open", "1", "0", "0", "3.00 s", "3.00 s", "3.00 s"));
        assertThat(page.rows(page.card("Why operations")))
                .containsExactlyInAnyOrder(
                        List.of("1", "read", "fail", "refused"),
                        List.of("1", "write", "info", "no answer in time"),
                        List.of("1", "write", "info", "no answer"));
    }

    @Test
    void errorsThatDifferInNumbersOnlyAreOne() {
        var story = new Story();
        for (int i = 0; i < 5; i++) {
            int process = story.newProcess();
            story.add(process, OperationType.INVOKE, i, "cas", "", "key", "x");
            story.add(process, OperationType.FAIL, i + 1, "cas", "22 the value is " + i + ", not 17", "key", "x");
        }
        assertThat(page(story).rows(page(story).card("Why operations")))
                .containsExactly(List.of("5", "cas", "fail", "22 the value is #, not #"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Latency", "Rate"})
    void theTimeOfEachFaultIsShadedAndNamed(String plot) {
        var story = new Story().phase("safety", 0).phase("heal", 8000).phase("end", 10_000);
        story.ok(0, 10_000, "read", "key", "x");
        story.fault("partition", 1000, 3000, "halves {n1} {n2 n3}").fault("kill", 2000, 2500, "n3");
        PageReader page = page(story);
        String svg = page.card(plot) + "/*[@class='plot']";
        double width = TimePlot.RIGHT - TimePlot.LEFT;
        Element partition = page.one(svg + "/*[title[contains(., 'halves')]]/*[@class='shade']");
        assertThat(PageReader.number(partition, "x")).isCloseTo(TimePlot.LEFT + width * 0.1, within(0.1));
        assertThat(PageReader.number(partition, "width")).isCloseTo(width * 0.2, within(0.1));
        Element kill = page.one(svg + "/*[title[contains(., 'kill')]]/*[@class='shade']");
        assertThat(PageReader.number(kill, "x")).isCloseTo(TimePlot.LEFT + width * 0.2, within(0.1));
        assertThat(PageReader.number(kill, "width")).isCloseTo(width * 0.05, within(0.1));
        assertThat(page.texts(svg + "/*[@class='axis']")).contains("partition", "kill");
        assertThat(page.texts(svg + "/*[@class='phase']/text")).containsExactly("safety", "heal");
        assertThat(page.one(svg + "/*[title[contains(., 'kill')]]").getAttribute("class"))
                .isNotEqualTo(page.one(svg + "/*[title[contains(., 'halves')]]").getAttribute("class"));
    }

    @Test
    void faultsAreListed() {
        var story = new Story()
                .phase("safety", 0)
                .fault("partition", 1000, 3000, "halves")
                .phase("end", 4000);
        story.add(-1, OperationType.INFO, 3500, "kill", "", "phase", "begin", "detail", "n1");
        story.add(-1, OperationType.INFO, 3600, "clock", "", "detail", "n2 jumps");
        PageReader page = page(story);
        assertThat(page.rows(page.card("Faults")))
                .containsExactly(
                        List.of("1.000 s", "3.000 s", "2.00 s", "partition", "halves"),
                        List.of("3.500 s", "not ended", "500 ms", "kill", "n1"),
                        List.of("3.600 s", "", "", "clock", "n2 jumps"));
        assertThat(page.text(page.card("Faults") + "/p")).contains("safety, 0.000 s to 4.000 s");
    }

    @Test
    void everyOutcomeHasItsPointsInThePlotOfLatencies() {
        var story = new Story();
        story.ok(0, 10, "read", "key", "x");
        story.ok(500, 520, "read", "key", "x");
        story.call(story.newProcess(), 200, 900, OperationType.FAIL, "read", "key", "x");
        story.call(story.newProcess(), 300, 1000, OperationType.INFO, "read", "key", "x");
        PageReader page = page(story);
        assertThat(List.of("ok", "fail", "info"))
                .extracting(outcome -> page.one(page.card("Latency") + "//*[@class='dot " + outcome + "']")
                                .getAttribute("d")
                                .split("M\\d")
                                .length
                        - 1)
                .containsExactly(2, 1, 1);
    }

    @Test
    void theTableOfRatesHasEveryOperation() {
        Examples example = Examples.partitions(60);
        PageReader page = PageReader.of(example);
        double ok = page.rows(page.card("Rate")).stream()
                .mapToDouble(row -> Double.parseDouble(row.get(1)))
                .sum();
        assertThat(ok)
                .isEqualTo(example.history().calls().stream()
                        .filter(History.Call::isOk)
                        .count());
    }

    private static PageReader page(Story story) {
        return PageReader.of(new Examples(INFO, story.history(), List.of(Verdict.valid("checker", "fine"))));
    }
}
