package io.arbiter.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.client.ArbiterClient;
import io.arbiter.client.Lease;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The names at /metrics of a running node are as Prometheus asks, and as the documents say. */
class MetricsTest {
    private static final List<String> FOREIGN_UNITS =
            List.of("milliseconds", "millis", "ms", "nanos", "minutes", "hours", "kilobytes", "kb", "mb", "percent");
    private static final List<String> TYPES = List.of("gauge", "counter", "summary", "histogram");

    @TempDir
    private static Path directory;

    private static TestCluster cluster;

    @BeforeAll
    static void start() {
        cluster = TestCluster.started(directory, "audit.directory: " + directory.resolve("audit") + "/{node}");
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    /** Of the leader while a lease is held: it shows most. */
    private static String page() throws Exception {
        try (ArbiterClient holder = cluster.client("us-east").build();
                Lease lease = holder.acquire("orders", Duration.ofSeconds(60))) {
            assertThat(lease.isOpen()).isTrue();
            URI uri = URI.create("http://" + cluster.httpAddress(cluster.awaitLeader()) + "/metrics");
            return HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    @Test
    void theMetricsAreTheOnesThatTheDocumentsName() throws Exception {
        Path operations = Path.of("").toAbsolutePath().getParent().resolve("docs/operations.md");
        Set<String> documented = names("`(arbiter_[a-zA-Z_]+)[`{]", Files.readString(operations));
        assertThat(names("(?m)^# TYPE (arbiter_[a-z_]+) ", page())).isEqualTo(documented);
    }

    @Test
    void theirNamesFollowTheRulesOfPrometheus() throws Exception {
        assertThat(findings(page())).isEmpty();
    }

    @Test
    void theRulesFindWhatIsAgainstThem() {
        assertThat(findings("# TYPE a_b gauge\n")).containsExactly("a_b: no help");
        assertThat(findings("# HELP a_total x\n# TYPE a_total gauge\n")).containsExactly("a_total: _total and gauge");
        assertThat(findings("# HELP a x\n# TYPE a counter\n")).containsExactly("a: counter without _total");
        assertThat(findings("# HELP a_ms x\n# TYPE a_ms gauge\n")).containsExactly("a_ms: unit ms");
        assertThat(findings("# HELP a_seconds_max x\n# TYPE a_seconds_max gauge\n"))
                .containsExactly("a_seconds_max: seconds not last");
        assertThat(findings("# HELP a_count x\n# TYPE a_count gauge\n")).containsExactly("a_count: gauge with _count");
        assertThat(findings("# HELP aB x\n# TYPE aB gauge\n")).containsExactly("aB: not in snake case");
        assertThat(findings("# HELP us_east_lag x\n# TYPE us_east_lag gauge\n"))
                .containsExactly("us_east_lag: a label's value in the name");
        assertThat(findings("# HELP a Generated from Dropwizard\n# TYPE a gauge\n"))
                .containsExactly("a: no help");
        assertThat(findings("# HELP a x\n# TYPE a summary\na{quantile=\"0.5\"} 1\n"))
                .containsExactly("a: summary without sum and count");
    }

    private static List<String> findings(String page) {
        Map<String, String> help = new TreeMap<>();
        Pattern.compile("(?m)^# HELP (\\S+) (.+)$")
                .matcher(page)
                .results()
                .forEach(match -> help.put(match.group(1), match.group(2)));
        List<String> findings = new ArrayList<>();
        Pattern.compile("(?m)^# TYPE (\\S+) (\\S+)$").matcher(page).results().forEach(match -> {
            String name = match.group(1);
            findings(name, match.group(2), page).forEach(finding -> findings.add(name + ": " + finding));
            if (help.getOrDefault(name, "Generated").contains("Generated")) {
                findings.add(name + ": no help");
            }
        });
        return findings;
    }

    private static List<String> findings(String name, String type, String page) {
        List<String> found = new ArrayList<>();
        List<String> words = List.of(name.split("_"));
        if (!name.matches("[a-z][a-z0-9_]*")) {
            found.add("not in snake case");
        }
        if (type.equals("counter") != name.endsWith("_total")) {
            found.add(type.equals("counter") ? "counter without _total" : "_total and " + type);
        }
        if (name.matches(".*_(count|sum|bucket)")) {
            found.add(type + " with _" + words.get(words.size() - 1));
        }
        words.stream().filter(FOREIGN_UNITS::contains).forEach(word -> found.add("unit " + word));
        words.stream().filter(TYPES::contains).forEach(word -> found.add("type " + word));
        for (String unit : List.of("seconds", "bytes")) {
            if (words.contains(unit) && !name.matches(".*_" + unit + "(_total)?")) {
                found.add(unit + " not last");
            }
        }
        if (TestCluster.REGIONS.stream().anyMatch(node -> name.contains(node.replace('-', '_')))
                || name.contains("not_held")) {
            found.add("a label's value in the name");
        }
        if (type.equals("summary") && !(page.contains("\n" + name + "_sum") && page.contains("\n" + name + "_count"))) {
            found.add("summary without sum and count");
        }
        return found;
    }

    private static Set<String> names(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
