package io.arbiter.bench.runner.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The results as a JSON array: of the last run on localhost and of the last over links, each with its time. */
public final class ResultFile {
    private final Path file;

    public ResultFile(Path file) {
        this.file = file;
    }

    /** @return in the order of the file; empty if there is none */
    public List<Result> read() throws IOException {
        return Files.exists(file) ? List.of(JsonFile.GSON.fromJson(Files.readString(file), Result[].class)) : List.of();
    }

    /** Replaces the file whole. */
    public void write(List<Result> results) throws IOException {
        JsonFile.write(file, results);
    }
}
