package io.arbiter.maelstrom;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** The data directory of one node: below a directory that outlives the node, or in a temporary one that does not. */
record NodeDirectory(Path path, boolean temporary) implements AutoCloseable {
    /** @param lasting below it, each node has a directory of its own */
    static NodeDirectory of(Optional<Path> lasting, String node) throws IOException {
        return lasting.isPresent()
                ? new NodeDirectory(Files.createDirectories(lasting.get().resolve(node)), false)
                : new NodeDirectory(Files.createTempDirectory("arbiter-maelstrom-"), true);
    }

    /** The server's own data directory. */
    Path server() {
        return path.resolve("server");
    }

    Path guard() {
        return path.resolve("guard");
    }

    @Override
    public void close() throws IOException {
        if (temporary) {
            try (Stream<Path> files = Files.walk(path)) {
                files.sorted(Comparator.reverseOrder()).forEach(NodeDirectory::delete);
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
