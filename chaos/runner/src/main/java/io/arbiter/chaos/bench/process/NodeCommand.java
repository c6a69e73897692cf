package io.arbiter.chaos.bench.process;

import io.arbiter.testsupport.process.ProcessLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The command that starts a node.
 *
 * @param words the program and its arguments
 * @param directory of the nodes' logs and data
 */
public record NodeCommand(List<String> words, Path directory) {
    /** The directory in which a node keeps data that must survive {@code kill -9}, if it has any. */
    private static final String DATA = "MAELSTROM_DATA_DIR";

    public NodeCommand {
        words = List.copyOf(words);
    }

    /** @throws NodeFailedException if the program cannot be run */
    Process start(String node) {
        ProcessBuilder builder = new ProcessBuilder(words)
                .redirectError(ProcessBuilder.Redirect.appendTo(log(node).toFile()));
        builder.environment().put(DATA, data(node).toString());
        try {
            return builder.start();
        } catch (IOException e) {
            throw new NodeFailedException(
                    "cannot start node " + node + " with " + words + ": " + e.getMessage()
                            + "; give a program with --node",
                    e);
        }
    }

    /** The node's standard error. */
    private Path log(String node) {
        return directory.resolve(node + ".log");
    }

    /** The end of that, for people. */
    String lastWords(String node) {
        return log(node) + " ends with:\n" + new ProcessLog(log(node)).lastWords();
    }

    private Path data(String node) {
        return directory.resolve(node + "-data");
    }
}
