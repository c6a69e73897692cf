package io.arbiter.bench.runner.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class ReportTest {
    private static final Machine MACHINE = new Machine("A & B <fast>, 2 cores", "24 GiB", "Linux 6", "a \"JVM\"");
    private static final List<Result> RESULTS = List.of(
            Rows.of("arbiter", "cycle", 100, 120, 90),
            Rows.of("etcd", "cycle", 50_000),
            Rows.of("zookeeper", "cycle", 7),
            Rows.of("arbiter", "acquire", 100),
            Rows.of("etcd", "acquire", 250),
            Rows.of("etcd", "handoff", 5),
            Rows.of(
                    new Result.Heading("arbiter", "1", "wan", "us-east", 2, 3, false, "now"),
                    "failover-both",
                    3_600_000));

    private static Document parsed() throws Exception {
        String html = Report.html(MACHINE, RESULTS);
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(html.replace("<!DOCTYPE html>", ""))));
    }

    private static List<Element> elements(Document page, String name) {
        List<Element> found = new ArrayList<>();
        for (int i = 0; i < page.getElementsByTagName(name).getLength(); i++) {
            found.add((Element) page.getElementsByTagName(name).item(i));
        }
        return found;
    }

    @Test
    void itIsWellFormedAndSaysWhatItWasMeasuredOn() throws Exception {
        assertThat(parsed().getDocumentElement().getTextContent())
                .contains("A & B <fast>")
                .contains("a \"JVM\"")
                .contains("On localhost")
                .contains("Over 70, 90 and 145 ms");
    }

    @Test
    void nothingIsLoadedFromElsewhere() throws Exception {
        Document page = parsed();
        for (String element : List.of("script", "link", "img", "iframe")) {
            assertThat(elements(page, element)).as(element).isEmpty();
        }
        assertThat(Report.html(MACHINE, RESULTS)).doesNotContain("http:", "https:", "url(", "@import");
    }

    @Test
    void everyResultHasABarAndARow() throws Exception {
        Document page = parsed();
        // Acquires are shown twice, by p50 and p99.
        assertThat(elements(page, "rect")).hasSize(RESULTS.size() + 2);
        assertThat(elements(page, "tr")).hasSize(RESULTS.size() + 2 * 2);
    }

    @Test
    void barsGrowWithTheirValuesAndStayOnThePaper() throws Exception {
        List<Double> widths = elements(parsed(), "rect").stream()
                .limit(3)
                .map(bar -> Double.parseDouble(bar.getAttribute("width")))
                .toList();
        // Cycles of 100, 50,000 and 7 µs, as throughput.
        assertThat(widths.get(2)).isGreaterThan(widths.get(0));
        assertThat(widths.get(0)).isGreaterThan(widths.get(1));
        assertThat(widths).allSatisfy(width -> assertThat(width).isBetween(1.0, 330.0));
    }

    @Test
    void onlyWhatSpansDecadesIsLogarithmic() {
        assertThat(Axis.of(List.of(1.0, 1_000.0), 100).isLogarithmic()).isTrue();
        Axis linear = Axis.of(List.of(10.0, 40.0), 100);
        assertThat(linear.isLogarithmic()).isFalse();
        assertThat(linear.at(20)).isEqualTo(50);
        assertThat(linear.ticks()).containsExactly(0.0, 10.0, 20.0, 30.0, 40.0);
    }
}
