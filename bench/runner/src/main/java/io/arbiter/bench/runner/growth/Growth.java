package io.arbiter.bench.runner.growth;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.arbiter.bench.runner.report.Machine;
import io.arbiter.testsupport.files.WholeFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The content of {@code growth.json}.
 *
 * @param measuredAt in UTC, at the start
 * @param seconds length of the measurement
 * @param renewalsPerSecond that were answered
 * @param snapshotEvery entries; null for the shipped setting
 */
record Growth(
        String measuredAt,
        String version,
        Machine machine,
        double seconds,
        int sessions,
        double renewalsPerSecond,
        Integer snapshotEvery,
        List<ServerGrowth> servers) {
    private static final Gson GSON = new GsonBuilder()
            .setPrettyPrinting()
            .serializeNulls()
            .setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES)
            .create();

    void write(Path file) throws IOException {
        WholeFile.write(file, GSON.toJson(this) + "\n");
    }
}
