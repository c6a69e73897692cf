package io.arbiter.bench.runner.start;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.arbiter.bench.runner.report.JsonFile;
import io.arbiter.bench.runner.report.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The content of {@code start.json}, beside what is there.
 *
 * @param measuredAt in UTC, at the start
 * @param acquiresPerSecond while the leases came
 * @param cycles a client's view while snapshots were written, and while none was
 * @param witnessMs from the launch of all servers until all held everything again, and then a client knew that it still
 *     had its lease with the same token
 */
record StartFigures(
        String measuredAt,
        String version,
        Machine machine,
        int leases,
        int leasesPerSession,
        int snapshotEvery,
        double acquiresPerSecond,
        List<ServerFigures> servers,
        Hold.Both cycles,
        List<Restart> restarts,
        long witnessMs) {
    private static final String KEY = "leases";

    /** Replaces the figures of this kind that an earlier run has left there. */
    void write(Path file) throws IOException {
        JsonObject all = Files.exists(file) ? read(file) : new JsonObject();
        all.add(KEY, JsonFile.GSON.toJsonTree(this));
        JsonFile.write(file, all);
    }

    private static JsonObject read(Path file) throws IOException {
        try {
            return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
        } catch (JsonParseException | IllegalStateException damaged) {
            throw new IOException(file + " is not what bench/start writes: delete it, and measure again", damaged);
        }
    }
}
