package io.arbiter.maelstrom.guard;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Resource to value, in one file that is replaced as a whole and is on the disk before a write returns. */
final class ValuesFile {
    private final Path file;
    private final JsonObject values;

    ValuesFile(Path file) throws IOException {
        this.file = file;
        this.values = Files.exists(file)
                ? JsonParser.parseString(Files.readString(file)).getAsJsonObject()
                : new JsonObject();
    }

    /** Null if there is none. */
    String get(String resource) {
        return values.has(resource) ? values.get(resource).getAsString() : null;
    }

    /** If it fails, the old value or the new one is stored. */
    void put(String resource, String value) throws IOException {
        values.addProperty(resource, value);
        Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
        Files.write(temporary, values.toString().getBytes(StandardCharsets.UTF_8));
        force(temporary, StandardOpenOption.WRITE);
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        force(file.getParent(), StandardOpenOption.READ);
    }

    private static void force(Path path, StandardOpenOption mode) throws IOException {
        try (FileChannel channel = FileChannel.open(path, mode)) {
            channel.force(true);
        }
    }
}
