package io.arbiter.maelstrom;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The data directory of one node: below a directory that outlives the node, or in a temporary one that does not. */
final class NodeDirectory implements AutoCloseable {
    private final Path path;
    /** Removes a temporary directory once this process is gone, killed or not. */
    private final Optional<Process> remover;

    private NodeDirectory(Path path, Optional<Process> remover) {
        this.path = path;
        this.remover = remover;
    }

    /** @param lasting below it, each node has a directory of its own */
    static NodeDirectory of(Optional<Path> lasting, String node) throws IOException {
        if (lasting.isPresent()) {
            return new NodeDirectory(Files.createDirectories(lasting.get().resolve(node)), Optional.empty());
        }
        Path temporary = Files.createTempDirectory("arbiter-maelstrom-");
        return new NodeDirectory(temporary, Optional.of(remover(temporary)));
    }

    /** Its input ends with this process, which nobody who is killed could still arrange. It says nothing itself. */
    private static Process remover(Path directory) throws IOException {
        return new ProcessBuilder("sh", "-c", "read -r ignored; rm -rf -- \"$0\"", directory.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    Path path() {
        return path;
    }

    /** The server's own data directory. */
    Path server() {
        return path.resolve("server");
    }

    Path guard() {
        return path.resolve("guard");
    }

    /** Returns once a temporary directory is gone. */
    @Override
    public void close() throws IOException {
        if (remover.isPresent()) {
            Process process = remover.get();
            process.getOutputStream().close();
            try {
                process.waitFor();
            } catch (InterruptedException e) {
                // It goes on by itself.
                Thread.currentThread().interrupt();
            }
        }
    }
}
