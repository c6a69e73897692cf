package io.arbiter.chaos.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.chaos.check.Verdict;
import io.arbiter.chaos.history.History;
import io.arbiter.chaos.history.Operation;
import io.arbiter.chaos.history.OperationType;
import io.arbiter.chaos.report.data.RunInfo;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** However long a run, its page opens, and says what it leaves out. */
class BoundsTest {
    private static final int MOST_BYTES = 5_000_000;
    private static final RunInfo INFO = new RunInfo("long", "command", Map.of());

    @Test
    void aHundredThousandOperations() {
        History history = worst(100_000);
        PageReader page = PageReader.of(new Examples(INFO, history, List.of()));
        assertThat(size(page)).isLessThan(MOST_BYTES);
        assertThat(page.text(page.card("Timeline") + "/p"))
                .startsWith("1,500 of 100,000 operations: the first.")
                .contains("60 of ");
        assertThat(page.all(page.card("Timeline") + "//*[starts-with(@class, 'bar ')]"))
                .hasSizeBetween(100, 1600);
        assertThat(page.rows(page.card("Operations")).get(0)).startsWith("read", "33,334", "33,333", "33,333");
        assertThat(page.rows(page.card("Rate"))).hasSizeBetween(30, 81);
    }

    /** Every process has one operation, of any length, any outcome. */
    private static History worst(int operations) {
        var random = new Random(1);
        var story = new Story();
        for (int i = 0; i < operations; i++) {
            OperationType outcome = List.of(OperationType.OK, OperationType.FAIL, OperationType.INFO)
                    .get(i % 3);
            story.call(
                    story.newProcess(),
                    i,
                    i + Math.pow(10, random.nextDouble() * 6 - 2),
                    outcome,
                    "read",
                    "key",
                    "k" + i,
                    "value",
                    "v".repeat(i % 300));
        }
        return story.history();
    }

    @Test
    void theTimelineShowsThePartAroundTheViolation() {
        var story = new Story().fault("kill", 5, 6, "n1");
        List<Operation> offending = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            List<Operation> one = story.ok(i, i + 0.5, "read", "key", "x");
            if (i == 15_000 || i == 15_003) {
                offending.addAll(one);
            }
        }
        PageReader page = PageReader.of(
                new Examples(INFO, story.history(), List.of(Verdict.invalid("checker", "wrong", offending))));
        assertThat(page.text(page.card("Timeline") + "/p"))
                .startsWith("1,500 of 20,000 operations: those around the violation.");
        assertThat(page.texts(page.card("Timeline") + "//*[@class='bar ok bad']"))
                .hasSize(2)
                .allSatisfy(title -> assertThat(title).contains("15.00"));
    }

    @Test
    void withoutAViolationThePartFromJustBeforeTheFirstFault() {
        var story = new Story().fault("kill", 10_000, 11_000, "n1");
        for (int i = 0; i < 20_000; i++) {
            story.ok(i, i + 0.5, "read", "key", "x");
        }
        PageReader page = PageReader.of(new Examples(INFO, story.history(), List.of()));
        assertThat(page.text(page.card("Timeline") + "/p")).contains("from just before the first fault");
        assertThat(page.texts(page.card("Timeline") + "//*[contains(@class, 'tick')]/text"))
                .contains("9.8 s", "10.0 s")
                .doesNotContain("9.0 s", "12.0 s");
        assertThat(page.all(page.card("Timeline") + "//*[starts-with(@class, 'shade')]"))
                .hasSize(1);
    }

    @Test
    void leasesWithoutEnd() {
        var story = new Story();
        for (int i = 0; i < 30_000; i++) {
            story.ok(
                    i * 10,
                    i * 10 + 8,
                    i % 3 == 0 ? "acquire" : "gate",
                    "resource",
                    "r" + i % 50,
                    "client",
                    "c" + i % 40,
                    "token",
                    (long) i);
        }
        PageReader page = PageReader.of(new Examples(INFO, story.history(), List.of()));
        assertThat(size(page)).isLessThan(MOST_BYTES);
        assertThat(page.text(page.card("Who held what") + "/p")).contains("2,500 of 4,800 operations", "8 of 50");
    }

    @Test
    void faultsWithoutEnd() {
        var story = new Story();
        for (int i = 0; i < 20_000; i++) {
            story.fault("kind " + i % 40, i, i + 0.5, "detail ".repeat(100));
        }
        story.ok(0, 20_000, "read", "key", "x");
        PageReader page = PageReader.of(new Examples(INFO, story.history(), List.of()));
        assertThat(size(page)).isLessThan(MOST_BYTES);
        assertThat(page.rows(page.card("Faults"))).hasSize(500);
        assertThat(page.text(page.card("Faults") + "/p")).contains("The first 500 of 20,000");
        assertThat(page.texts(page.card("Rate") + "/*[@class='plot']/text[@class='axis']"))
                .contains("kind 10", "other")
                .doesNotContain("kind 11");
    }

    @Test
    void valuesWithoutEnd() {
        String endless = "x".repeat(3_000_000);
        var story = new Story().fault("f" + endless, 0, 1, endless).phase("p" + endless, 0);
        var offending = story.ok(1, 2, "f" + endless, "key", endless, "resource", endless, "client", endless);
        PageReader page = PageReader.of(new Examples(
                new RunInfo(endless, endless, Map.of(endless, endless)),
                story.history(),
                List.of(Verdict.invalid(endless, endless, offending))));
        assertThat(size(page)).isLessThan(200_000);
        assertThat(TextSummary.of(INFO, story.history(), List.of())).hasSizeLessThan(5000);
    }

    @Test
    void manyRuns() {
        List<RunRow> rows = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            rows.addAll(Examples.rows());
        }
        PageReader page = PageReader.of(IndexPage.html(rows));
        assertThat(size(page)).isLessThan(MOST_BYTES);
        assertThat(page.text("//section[2]/p")).isEqualTo("The worst first; 5,000 of 12,000.");
        assertThat(page.rows("//section[2]")).hasSize(5000);
    }

    @Test
    void emptyOrOfFaultsAlone() {
        PageReader empty = PageReader.of(new Examples(INFO, new Story().history(), List.of()));
        assertThat(empty.text("//header//p[@class='words']"))
                .isEqualTo("0 operations in 0.00 µs: 0 ok, 0 fail, 0 info; no faults");
        assertThat(PageReader.of(new Examples(
                                INFO, new Story().fault("kill", 1, 2, "n1").history(), List.of()))
                        .all("//section[h2='Latency']//*[@class='shade']"))
                .hasSize(1);
    }

    private static int size(PageReader page) {
        return page.html().getBytes(StandardCharsets.UTF_8).length;
    }
}
