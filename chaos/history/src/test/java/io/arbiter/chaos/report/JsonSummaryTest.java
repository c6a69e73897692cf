package io.arbiter.chaos.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.arbiter.chaos.check.Verdict;
import io.arbiter.chaos.history.OperationType;
import io.arbiter.chaos.report.data.RunInfo;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonSummaryTest {
    @Test
    void tellsTheSameToMachines() {
        var story = new Story()
                .phase("safety", 0)
                .fault("pause", 1000, 2000, "east")
                .phase("end", 5000);
        var read = story.ok(0, 100, "read", "key", "x", "value", null);
        story.call(story.newProcess(), 0, 100, OperationType.INFO, "write", "key", "x", "value", 1L);
        JsonObject json = JsonParser.parseString(JsonSummary.of(
                        new RunInfo("title", "command", Map.of("seed", "1")),
                        story.history(),
                        List.of(Verdict.invalid("checker", "wrong", read))))
                .getAsJsonObject();
        assertThat(json).isEqualTo(JsonParser.parseString("""
                {"title": "title", "command": "command", "facts": {"seed": "1"}, "verdict": "invalid", "seconds": 5.0,
                "checkers": [{"checker": "checker", "verdict": "invalid", "summary": "wrong", "offendingCount": 2,
                  "offending": [
                    {"process": 0, "type": "invoke", "f": "read", "value": {"key": "x", "value": null}, "time": 0},
                    {"process": 0, "type": "ok", "f": "read", "value": {"key": "x", "value": null},
                     "time": 100000000}]}],
                "operations": [
                  {"f": "read", "ok": 1, "fail": 0, "info": 0, "p50Millis": 100.0, "p99Millis": 100.0,
                   "maxMillis": 100.0},
                  {"f": "write", "ok": 0, "fail": 0, "info": 1, "p50Millis": null, "p99Millis": null,
                   "maxMillis": null}],
                "total": {"f": "all", "ok": 1, "fail": 0, "info": 1, "p50Millis": 100.0, "p99Millis": 100.0,
                  "maxMillis": 100.0},
                "gates": {"f": "gate", "ok": 0, "fail": 0, "info": 0, "p50Millis": null, "p99Millis": null,
                  "maxMillis": null},
                "phases": [{"name": "safety", "from": 0.0, "to": 5.0}], "faultCount": 1,
                "faults": [{"kind": "pause", "detail": "east", "ended": true, "from": 1.0, "to": 2.0}]}
                """));
    }
}
