package io.arbiter.bench.runner.report;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.arbiter.testsupport.files.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The results as a JSON array: of the last run on localhost and of the last over links, each with its time. */
public final class ResultFile {
    private static final Gson GSON = new GsonBuilder()
            .setPrettyPrinting()
            .serializeNulls()
            .setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES)
            .create();

    private final Path file;

    public ResultFile(Path file) {
        this.file = file;
    }

    /** @return in the order of the file; empty if there is none */
    public List<Result> read() throws IOException {
        return Files.exists(file) ? List.of(GSON.fromJson(Files.readString(file), Result[].class)) : List.of();
    }

    /** Replaces the file whole. */
    public void write(List<Result> results) throws IOException {
        WholeFile.write(file, GSON.toJson(results) + "\n");
    }
}
