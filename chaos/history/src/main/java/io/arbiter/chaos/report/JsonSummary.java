package io.arbiter.chaos.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.arbiter.chaos.check.Verdict;
import io.arbiter.chaos.history.History;
import io.arbiter.chaos.history.JsonLines;
import io.arbiter.chaos.report.data.FaultPeriod;
import io.arbiter.chaos.report.data.Phase;
import io.arbiter.chaos.report.data.Run;
import io.arbiter.chaos.report.data.RunInfo;
import io.arbiter.chaos.report.data.Statistics;
import io.arbiter.testsupport.html.Format;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/**
 * A run for machines: one JSON object with title, command, facts, verdict, seconds, checkers (each with its offending
 * operations), operations by function, total, phases and faults. Latencies are milliseconds, null without any; times
 * are seconds since the run began. Lists end after {@value #MOST} entries; {@code faultCount} and
 * {@code offendingCount} tell how many there were.
 */
public final class JsonSummary {
    private static final int MOST = 1000;
    private static final Gson GSON = new GsonBuilder()
            .setPrettyPrinting()
            .serializeNulls()
            .disableHtmlEscaping()
            .create();

    private JsonSummary() {}

    public static String of(RunInfo info, History history, List<Verdict> verdicts) {
        Run run = Run.of(info, history, verdicts);
        var json = new JsonObject();
        json.addProperty("title", info.title());
        json.addProperty("command", info.command());
        json.add("facts", GSON.toJsonTree(info.facts()));
        json.addProperty("verdict", run.validity().text());
        json.addProperty("seconds", Format.seconds(run.end()));
        json.add("checkers", array(verdicts, JsonSummary::checker));
        json.add("operations", array(Statistics.byFunction(run.requests()), JsonSummary::counts));
        json.add("total", counts(run.total()));
        json.add("gates", counts(Statistics.of("gate", run.gates())));
        json.add("phases", array(run.phases(), JsonSummary::phase));
        json.addProperty("faultCount", run.faults().size());
        json.add("faults", array(run.faults(), JsonSummary::fault));
        return GSON.toJson(json);
    }

    private static <T> JsonArray array(Collection<T> items, Function<T, JsonObject> json) {
        var array = new JsonArray();
        items.stream().limit(MOST).map(json).forEach(array::add);
        return array;
    }

    private static JsonObject checker(Verdict verdict) {
        var json = new JsonObject();
        json.addProperty("checker", verdict.checker());
        json.addProperty("verdict", verdict.validity().text());
        json.addProperty("summary", verdict.summary());
        json.addProperty("offendingCount", verdict.offending().size());
        json.add("offending", array(verdict.offending(), operation -> {
            JsonObject line =
                    JsonParser.parseString(JsonLines.line(0, operation)).getAsJsonObject();
            line.remove("index");
            return line;
        }));
        return json;
    }

    private static JsonObject counts(Statistics statistics) {
        var json = new JsonObject();
        json.addProperty("f", statistics.f());
        json.addProperty("ok", statistics.ok());
        json.addProperty("fail", statistics.fail());
        json.addProperty("info", statistics.info());
        boolean known = statistics.ok() > 0;
        json.addProperty("p50Millis", known ? Format.millis(statistics.quantile(0.5)) : null);
        json.addProperty("p99Millis", known ? Format.millis(statistics.quantile(0.99)) : null);
        json.addProperty("maxMillis", known ? Format.millis(statistics.quantile(1)) : null);
        return json;
    }

    private static JsonObject phase(Phase phase) {
        var json = new JsonObject();
        json.addProperty("name", phase.name());
        return times(json, phase.from(), phase.to());
    }

    private static JsonObject fault(FaultPeriod fault) {
        var json = new JsonObject();
        json.addProperty("kind", fault.kind());
        json.addProperty("detail", fault.detail());
        json.addProperty("ended", fault.ended());
        return times(json, fault.from(), fault.to());
    }

    private static JsonObject times(JsonObject json, long from, long to) {
        json.addProperty("from", Format.seconds(from));
        json.addProperty("to", Format.seconds(to));
        return json;
    }
}
