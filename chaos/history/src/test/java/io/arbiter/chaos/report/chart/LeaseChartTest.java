package io.arbiter.chaos.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.chaos.check.Verdict;
import io.arbiter.chaos.history.OperationType;
import io.arbiter.chaos.report.Examples;
import io.arbiter.chaos.report.PageReader;
import io.arbiter.chaos.report.Story;
import io.arbiter.chaos.report.data.RunInfo;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LeaseChartTest {
    private static final RunInfo INFO = new RunInfo("lease", "command", Map.of());

    @Test
    void saysWhoHeldWhatWhen() {
        var story = new Story();
        story.ok(0, 100, "acquire", lease("orders", "east", 1));
        story.ok(200, 4000, "gate", lease("orders", "east", 1));
        story.ok(500, 510, "guarded_write", lease("orders", "east", 1));
        story.ok(5000, 5100, "acquire", lease("orders", "west", 2));
        story.ok(5200, 9000, "gate", lease("orders", "west", 2));
        story.call(story.newProcess(), 6000, 6010, OperationType.FAIL, "guarded_write", lease("orders", "east", 1));
        story.call(story.newProcess(), 7000, 8000, OperationType.INFO, "guarded_write", lease("orders", "west", 2));
        story.ok(9500, 10_000, "release", lease("orders", "west", 2));
        PageReader page = page(story);
        String chart = page.card("Who held what");
        assertThat(page.texts(chart + "//*[@class='heading']")).containsExactly("orders");
        assertThat(page.texts(chart + "//*[@class='names']/text[@class='axis']"))
                .containsExactly("east", "west");
        assertThat(page.texts(chart + "//*[starts-with(@class, 'in gate')]")).containsExactly("#1", "#2");
        assertThat(page.texts(lane(chart, 2) + "/*[@class='bar held']"))
                .singleElement()
                .asString()
                .contains("east", "token 1", "0.100 s – 5.100 s");
        assertThat(page.texts(lane(chart, 3) + "/*[@class='bar held']"))
                .singleElement()
                .asString()
                .contains("west", "token 2", "5.100 s – 9.500 s");
        assertThat(signs(page, lane(chart, 2), "grant")).hasSize(1);
        assertThat(signs(page, lane(chart, 2), "write")).hasSize(1);
        assertThat(signs(page, lane(chart, 2), "rejected"))
                .singleElement()
                .asString()
                .contains("token=1", "fail");
        assertThat(signs(page, lane(chart, 3), "rejected")).isEmpty();
        assertThat(signs(page, lane(chart, 3), "info")).hasSize(1);
    }

    @Test
    void twoGatesOpenAtOnceAreMarkedOnBothRows() {
        var story = new Story();
        story.ok(0, 4000, "gate", lease("orders", "east", 1));
        story.ok(3000, 9000, "gate", lease("orders", "west", 2));
        story.ok(3000, 9000, "gate", lease("invoices", "east", 3));
        PageReader page = page(story);
        assertThat(page.texts(page.card("Who held what") + "//*[@class='bar overlap']"))
                .hasSize(2)
                .allSatisfy(title -> assertThat(title).contains("east and west", "3.000 s – 4.000 s"));
    }

    @Test
    void gatesOfAClientHaveOneColourAndThoseOfOthersAnother() {
        PageReader page = PageReader.of(Examples.lease(false));
        assertThat(page.all(page.card("Who held what") + "//*[starts-with(@class, 'bar gate')]"))
                .extracting(gate -> gate.getTextContent().replaceAll("(?s).*client=(\\S+).*", "$1") + " "
                        + gate.getAttribute("class"))
                .containsOnly("eu-central bar gate c0", "us-east bar gate c1", "us-west bar gate c2");
    }

    @Test
    void theResourceOfTheViolationComesFirst() {
        var story = new Story();
        for (int i = 0; i < 20; i++) {
            story.ok(i, i + 1000, "gate", lease("resource-" + i, "east", i));
        }
        var offending = story.ok(5, 10, "gate", lease("zebra", "east", 99));
        PageReader page = PageReader.of(
                new Examples(INFO, story.history(), List.of(Verdict.invalid("gates", "wrong", offending))));
        assertThat(page.texts(page.card("Who held what") + "//*[@class='heading']"))
                .hasSize(8)
                .startsWith("zebra");
        assertThat(page.text(page.card("Who held what") + "/p")).contains("8 of 21 resources");
    }

    @Test
    void clientsComeInTheOrderOfTheirTurnsAndThoseOfTheViolationAlways() {
        var story = new Story();
        for (int i = 0; i < 20; i++) {
            for (int gate = 0; gate < 3; gate++) {
                story.ok(1000 * i + 100 * gate, 1000 * i + 100 * gate + 50, "gate", lease("orders", "c" + (99 - i), i));
            }
        }
        var offending = story.ok(30_000, 31_000, "gate", lease("orders", "last", 99));
        story.call(story.newProcess(), 0, 1, OperationType.FAIL, "acquire", lease("orders", "unlucky", 0));
        PageReader page = PageReader.of(
                new Examples(INFO, story.history(), List.of(Verdict.invalid("gates", "wrong", offending))));
        assertThat(page.texts(page.card("Who held what") + "//*[@class='names']/text[@class='axis']"))
                .hasSize(13)
                .startsWith("c90", "c89")
                .endsWith("c80", "last", "and 9 more clients")
                .doesNotContain("unlucky");
    }

    @Test
    void otherWorkloadsHaveNoSuchChart() {
        PageReader page = PageReader.of(Examples.staleRead());
        assertThat(page.all(page.card("Who held what"))).isEmpty();
    }

    private static String lane(String chart, int position) {
        return chart + "//*[@class='marks']/*[@class='lane'][" + position + "]";
    }

    private static List<String> signs(PageReader page, String lane, String cssClass) {
        return page.texts(lane + "/*[@class='sign-at'][*[@class='sign " + cssClass + "']]");
    }

    private static Object[] lease(String resource, String client, long token) {
        return new Object[] {"resource", resource, "client", client, "token", token};
    }

    private static PageReader page(Story story) {
        return PageReader.of(new Examples(INFO, story.history(), List.of(Verdict.valid("checker", "fine"))));
    }
}
