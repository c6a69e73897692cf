package io.arbiter.chaos.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.chaos.check.Verdict;
import io.arbiter.chaos.check.Verdict.Validity;
import io.arbiter.chaos.history.OperationType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexPageTest {
    private static final List<RunRow> ROWS = List.of(
            new RunRow(1, "lin-kv", "partition", 1000, 2, 3, Validity.VALID, Duration.ofSeconds(30), "runs/1.html"),
            new RunRow(2, "lin-kv", "partition", 2000, 1, 1, Validity.INVALID, Duration.ofSeconds(30), "runs/2.html"),
            new RunRow(3, "lease", "", 10, 0, 0, Validity.UNKNOWN, Duration.ofSeconds(40), ""));

    @Test
    void totalsAsMarkdown() {
        assertThat(IndexPage.markdown(ROWS)).isEqualTo("""
                | workload | nemesis | runs | valid | invalid | unknown | ok | fail | info | duration |
                | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
                | lease | none | 1 | 0 | 0 | 1 | 10 | 0 | 0 | 40.0 s |
                | lin-kv | partition | 2 | 1 | 1 | 0 | 3,000 | 3 | 4 | 60.0 s |
                | **all** |  | 3 | 1 | 1 | 1 | 3,010 | 3 | 4 | 100 s |
                """);
    }

    @Test
    void theWorstRunComesFirstWithItsReport(@TempDir Path directory) throws IOException {
        IndexPage.write(directory.resolve("index.html"), ROWS);
        PageReader page = PageReader.of(Files.readString(directory.resolve("index.html")));
        assertThat(page.one("//header").getAttribute("class")).isEqualTo("banner invalid");
        assertThat(page.rows("//section[2]"))
                .containsExactly(
                        List.of("2", "lin-kv", "partition", "2,000", "1", "1", "30.0 s", "✗ invalid", "report"),
                        List.of("3", "lease", "none", "10", "0", "0", "40.0 s", "? unknown", ""),
                        List.of("1", "lin-kv", "partition", "1,000", "2", "3", "30.0 s", "✓ valid", "report"));
        assertThat(page.all("//a"))
                .extracting(link -> link.getAttribute("href"))
                .containsExactly("./runs/2.html", "./runs/1.html");
    }

    @Test
    void totalsStandAbove() {
        PageReader page = PageReader.of(IndexPage.html(ROWS));
        assertThat(page.rows("//section[1]"))
                .extracting(row -> String.join(" ", row))
                .containsExactly(
                        "lease none 1 0 0 1 10 0 0 40.0 s",
                        "lin-kv partition 2 1 1 0 3,000 3 4 60.0 s",
                        "all  3 1 1 1 3,010 3 4 100 s");
    }

    @Test
    void aRowIsTakenFromARun() {
        var story = new Story().phase("end", 3000);
        story.ok(0, 100, "acquire", "resource", "orders");
        story.ok(0, 100, "gate", "resource", "orders");
        story.call(story.newProcess(), 0, 100, OperationType.FAIL, "acquire", "resource", "orders");
        assertThat(RunRow.of(
                        7,
                        "lease",
                        "pause",
                        story.history(),
                        List.of(Verdict.valid("a", "b"), Verdict.unknown("c", "d")),
                        "7.html"))
                .isEqualTo(new RunRow(7, "lease", "pause", 1, 1, 0, Validity.UNKNOWN, Duration.ofSeconds(3), "7.html"));
    }

    @Test
    void noRunsAreNotValid() {
        assertThat(PageReader.of(IndexPage.html(List.of())).text("//header//p[@class='verdict']"))
                .isEqualTo("unknown");
    }
}
