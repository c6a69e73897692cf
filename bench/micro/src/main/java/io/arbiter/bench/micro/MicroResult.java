package io.arbiter.bench.micro;

import com.google.gson.GsonBuilder;
import com.google.gson.annotations.SerializedName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/**
 * One benchmark's figures, as written to {@code micro.json}.
 *
 * @param error half the width of the 99.9 % confidence interval of the mean
 */
record MicroResult(
        String benchmark,
        Map<String, String> parameters,
        @SerializedName("ns_per_op") double nanosPerOp,
        double error,
        @SerializedName("bytes_per_op") double bytesPerOp) {

    static void write(Collection<RunResult> results, Path file) throws IOException {
        var gson = new GsonBuilder().setPrettyPrinting().create();
        Files.writeString(
                file, gson.toJson(results.stream().map(MicroResult::of).toList()) + "\n");
    }

    private static MicroResult of(RunResult run) {
        Result<?> time = run.getPrimaryResult();
        Result<?> allocated = run.getSecondaryResults().get("gc.alloc.rate.norm");
        return new MicroResult(
                shortName(run.getParams().getBenchmark()),
                parameters(run.getParams()),
                time.getScore(),
                finite(time.getScoreError()),
                allocated.getScore());
    }

    private static String shortName(String benchmark) {
        String[] parts = benchmark.split("\\.");
        return parts[parts.length - 2].replace("Benchmark", "") + "." + parts[parts.length - 1];
    }

    private static Map<String, String> parameters(BenchmarkParams params) {
        var parameters = new TreeMap<String, String>();
        params.getParamsKeys().forEach(key -> parameters.put(key, params.getParam(key)));
        return parameters;
    }

    /** JSON has no number for "too few rounds to say". */
    private static double finite(double error) {
        return Double.isFinite(error) ? error : 0;
    }
}
