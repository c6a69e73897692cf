package io.arbiter.bench.runner.report;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.arbiter.testsupport.files.WholeFile;
import java.io.IOException;
import java.nio.file.Path;

/** Results for programs. The names of fields are in lower case with underscores; what there is none of is null. */
public final class JsonFile {
    public static final Gson GSON = new GsonBuilder()
            .setPrettyPrinting()
            .serializeNulls()
            .setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES)
            .create();

    private JsonFile() {}

    /** Replaces the file whole. */
    public static void write(Path file, Object results) throws IOException {
        WholeFile.write(file, GSON.toJson(results) + "\n");
    }
}
