package io.arbiter.chaos.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.chaos.check.Verdict;
import io.arbiter.chaos.history.Operation;
import io.arbiter.chaos.history.OperationType;
import io.arbiter.chaos.report.data.RunInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TextSummaryTest {
    private static final RunInfo INFO =
            new RunInfo("lease, 3 nodes, pause", "chaos/bin/chaos run --seed 1", Map.of("seed", "1"));

    @Test
    void tellsEverythingThatMatters() {
        var story = new Story()
                .phase("safety", 0)
                .fault("pause", 1000, 2000, "east")
                .phase("end", 5000);
        story.ok(0, 100, "acquire", "resource", "orders", "client", "east", "token", 1L);
        List<Operation> gate = story.ok(200, 4000, "gate", "resource", "orders", "client", "east", "token", 1L);
        story.call(story.newProcess(), 3000, 3010, OperationType.FAIL, "acquire", "resource", "orders");
        String text = TextSummary.of(
                INFO,
                story.history(),
                List.of(
                        Verdict.valid("token-order", "1 token"),
                        Verdict.invalid("gates", "two at once", gate),
                        Verdict.unknown("liveness", "out of time")));
        assertThat(text).isEqualTo("""
                lease, 3 nodes, pause: INVALID
                  seed 1

                  operation  ok  fail  info     p50     p99     max
                  acquire     1     1     0  100 ms  100 ms  100 ms
                  all         1     1     0  100 ms  100 ms  100 ms
                  gate open   1     0     0  3.80 s  3.80 s  3.80 s

                  faults: pause 1
                  phases: safety 5.00 s

                  valid    token-order: 1 token
                  invalid  gates: two at once
                         0.200 s  process 1   invoke gate resource=orders client=east token=1
                         4.000 s  process 1   ok     gate resource=orders client=east token=1
                  unknown  liveness: out of time

                  repeat: chaos/bin/chaos run --seed 1
                """);
    }

    @Test
    void hasColoursOnlyIfAsked() {
        var verdicts = List.of(Verdict.valid("a", "b"));
        assertThat(TextSummary.of(INFO, new Story().history(), verdicts)).doesNotContain("\u001b");
        assertThat(TextSummary.of(INFO, new Story().history(), verdicts, true)).contains("\u001b[1;32mVALID\u001b[0m");
    }

    @Test
    void cutsALongViolation() {
        var story = new Story();
        List<Operation> offending = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            offending.addAll(story.ok(i, i + 0.5, "generate", "id", "same"));
        }
        String text = TextSummary.of(INFO, story.history(), List.of(Verdict.invalid("ids", "same", offending)));
        assertThat(text).contains("and 80 more");
        assertThat(text.lines().filter(line -> line.contains("id=same"))).hasSize(20);
    }
}
