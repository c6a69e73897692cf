package io.arbiter.chaos.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.chaos.check.Verdict;
import io.arbiter.chaos.history.Operation;
import io.arbiter.chaos.report.data.RunInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class ViolationTest {
    @Test
    void theOffendingPartIsATable() {
        PageReader page = PageReader.of(Examples.staleRead());
        assertThat(page.rows(page.card("Violation: linearizability")))
                .extracting(row -> String.join(" ", row).strip())
                .containsExactly(
                        "14.100 s 21 invoke write key=k4 value=17", "14.106 s 21 ok write key=k4 value=17",
                        "15.050 s 22 invoke write key=k4 value=18", "15.220 s 22 ok write key=k4 value=18",
                        "15.180 s 23 invoke read key=k4 value=18", "15.260 s 23 ok read key=k4 value=18",
                        "15.301 s 24 invoke read key=k4 value=17", "15.304 s 24 ok read key=k4 value=17");
    }

    @Test
    void theOffendingPartIsAPictureThatShowsWhatOverlaps() {
        PageReader page = PageReader.of(Examples.staleRead());
        List<Element> bars = page.all(page.card("Violation") + "//*[@class='bar ok']");
        assertThat(bars)
                .hasSize(4)
                .extracting(Element::getTextContent)
                .allSatisfy(title -> assertThat(title).contains("key=k4"));
        assertThat(begin(bars.get(0))).isLessThan(begin(bars.get(1)));
        assertThat(end(bars.get(0))).isLessThan(begin(bars.get(1)));
        assertThat(begin(bars.get(2))).as("the third overlaps the second").isLessThan(end(bars.get(1)));
        assertThat(end(bars.get(2))).as("the fourth begins after the third").isLessThan(begin(bars.get(3)));
        assertThat(page.texts(page.card("Violation") + "//*[@class='in ok']"))
                .containsExactly("write k4 17", "write k4 18", "read k4 18", "read k4 17");
        assertThat(page.text(page.card("Violation") + "/p[@class='note']")).startsWith("Order is to scale");
    }

    @Test
    void theOffendingOperationsAreMarkedInTheTimeline() {
        PageReader page = PageReader.of(Examples.staleRead());
        assertThat(page.all(page.card("Timeline") + "//*[@class='bar ok bad']")).hasSize(4);
    }

    @Test
    void aCompletionAloneIsEnoughToFindItsCall() {
        var story = new Story();
        Operation read = story.ok(10, 20, "read", "key", "x", "value", 1L).get(1);
        PageReader page = PageReader.of(new Examples(
                new RunInfo("", "", Map.of()),
                story.history(),
                List.of(Verdict.invalid("checker", "wrong", List.of(read)))));
        assertThat(page.all(page.card("Violation") + "//*[@class='bar ok']")).hasSize(1);
        assertThat(page.text(page.card("Violation") + "/p[@class='note']")).startsWith("To scale");
    }

    @Test
    void aLongOffendingPartIsCutAndThePageSaysSo() {
        var story = new Story();
        List<Operation> offending = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            offending.addAll(story.ok(i, i + 0.5, "generate", "id", "same"));
        }
        PageReader page = PageReader.of(new Examples(
                new RunInfo("", "", Map.of()),
                story.history(),
                List.of(Verdict.invalid("uniqueness", "one id, 300 times", offending))));
        assertThat(page.rows(page.card("Violation"))).hasSize(200);
        assertThat(page.texts(page.card("Violation") + "/p")).anyMatch(p -> p.contains("first 200 of 600 operations"));
        assertThat(page.texts(page.card("Violation") + "/p")).anyMatch(p -> p.contains("first 40 of 300"));
    }

    @Test
    void nothingIsOffendingInAGoodRun() {
        PageReader page = PageReader.of(Examples.lease(false));
        assertThat(page.all(page.card("Violation"))).isEmpty();
        assertThat(page.all("//*[contains(@class, ' bad')]")).isEmpty();
        assertThat(page.all("//*[@class='bar overlap']")).isEmpty();
    }

    private static double begin(Element bar) {
        return PageReader.number(bar, "x");
    }

    private static double end(Element bar) {
        return begin(bar) + PageReader.number(bar, "width");
    }
}
