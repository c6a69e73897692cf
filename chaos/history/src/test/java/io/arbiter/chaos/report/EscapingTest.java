package io.arbiter.chaos.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.chaos.check.Verdict;
import io.arbiter.chaos.history.Operation;
import io.arbiter.chaos.history.OperationType;
import io.arbiter.chaos.report.data.RunInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Nodes under test may send any text: none of it may become a part of the page. */
class EscapingTest {
    private static final String EVIL = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>&lt;\u0000</style>";
    private static final String SHOWN = EVIL.replace('\u0000', '\ufffd');

    @Test
    void nothingThatWasSaidBecomesMarkup() {
        var story = new Story().fault(EVIL, 1, 2, EVIL).phase(EVIL, 0);
        List<Operation> offending = new ArrayList<>();
        for (OperationType outcome : List.of(OperationType.OK, OperationType.FAIL, OperationType.INFO)) {
            for (String f : List.of(EVIL, "gate", "guarded_write", "acquire", "release")) {
                offending.addAll(evil(story, f, outcome));
            }
        }
        PageReader page = PageReader.of(new Examples(
                new RunInfo(EVIL, EVIL, Map.of(EVIL, EVIL)),
                story.history(),
                List.of(Verdict.invalid(EVIL, EVIL, offending))));
        assertThat(page.all("//script")).as("our own only").hasSize(1);
        assertThat(page.all("//style")).hasSize(1);
        assertThat(page.all("//img | //*[@onerror] | //*[@src]")).isEmpty();
        assertThat(page.text("//header//h1")).isEqualTo(SHOWN);
        assertThat(page.text("//pre/code")).isEqualTo(SHOWN);
        assertThat(page.text("//dl//dt")).isEqualTo(SHOWN);
        assertThat(page.text("//dl//dd")).isEqualTo(SHOWN);
        assertThat(page.texts(page.card("Violation") + "//td/code"))
                .hasSameSizeAs(offending)
                .allSatisfy(fields -> assertThat(fields).contains("<img src=x"));
    }

    private static List<Operation> evil(Story story, String f, OperationType outcome) {
        int process = story.newProcess();
        Object[] fields = {EVIL, EVIL, "resource", EVIL, "client", EVIL, "token", 1L, "key", EVIL, "value", EVIL};
        return List.of(
                story.add(process, OperationType.INVOKE, process, f, "", fields),
                story.add(process, outcome, process + 1, f, EVIL, fields));
    }

    @Test
    void norInTheIndex() {
        var row = new RunRow(1, EVIL, EVIL, 1, 2, 3, Verdict.Validity.VALID, Duration.ZERO, "javascript:" + EVIL);
        PageReader page = PageReader.of(IndexPage.html(List.of(row)));
        assertThat(page.all("//script")).hasSize(1);
        assertThat(page.all("//img | //*[@onerror] | //*[@src]")).isEmpty();
        assertThat(page.one("//a").getAttribute("href")).startsWith("./");
        assertThat(page.rows("//section[2]").get(0)).contains(SHOWN);
    }

    @Test
    void norSteersItTheTerminal() {
        String steering = "\u001b[2Jgone\nvalid: all is well";
        var story = new Story();
        var offending = story.ok(1, 2, steering, "key", steering);
        String text = TextSummary.of(
                new RunInfo(steering, steering, Map.of(steering, steering)),
                story.history(),
                List.of(Verdict.invalid(steering, steering, offending)));
        assertThat(text).doesNotContain("\u001b");
        assertThat(text.lines()).noneMatch(line -> line.startsWith("valid"));
    }
}
