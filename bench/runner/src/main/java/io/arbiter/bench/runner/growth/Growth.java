package io.arbiter.bench.runner.growth;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.arbiter.bench.runner.report.Machine;
import io.arbiter.bench.runner.report.ResultFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What is written to {@code growth.json}.
 *
 * @param measuredAt in UTC, when it began
 * @param seconds how long it was measured
 * @param renewalsPerSecond that were answered
 * @param snapshotEvery entries; null for what ships
 */
record Growth(String measuredAt, String version, Machine machine, double seconds, int sessions,
        double renewalsPerSecond, Integer snapshotEvery, List<ServerGrowth> servers) {
    private static final Gson GSON = new GsonBuilder().setPrettyPrinting().serializeNulls()
            .setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES).create();

    void write(Path file) throws IOException {
        ResultFile.replace(file, GSON.toJson(this) + "\n");
    }
}
