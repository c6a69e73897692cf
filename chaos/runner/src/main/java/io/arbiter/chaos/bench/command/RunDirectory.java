package io.arbiter.chaos.bench.command;

import io.arbiter.chaos.bench.RunOptions;
import io.arbiter.testsupport.files.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The directory of a run's files: histories, reports, and the nodes' logs and data. */
final class RunDirectory {
    private RunDirectory() {}

    /** The chosen one, or a new one of the system's temporary directory. */
    static Path of(Path chosen, String purpose) throws IOException {
        if (chosen != null) {
            return Files.createDirectories(chosen).toAbsolutePath();
        }
        Path parent = Files.createDirectories(Path.of(System.getProperty("java.io.tmpdir"), "arbiter-chaos"));
        return Files.createTempDirectory(parent, purpose + "-");
    }

    static String name(RunOptions options) {
        return "%s-%d-%s-seed-%d"
                .formatted(
                        options.workload(), options.nodes(), options.nemesis().replace(',', '+'), options.seed());
    }

    /** The nodes' data is large, and useless after a run without a violation. */
    static void deleteData(Path directory) throws IOException {
        List<Path> data;
        try (Stream<Path> files = Files.list(directory)) {
            data = files.filter(file -> file.getFileName().toString().matches("n\\d+-data"))
                    .toList();
        }
        for (Path each : data) {
            FileTree.delete(each);
        }
    }
}
