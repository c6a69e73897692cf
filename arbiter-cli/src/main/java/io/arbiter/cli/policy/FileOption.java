package io.arbiter.cli.policy;

import io.arbiter.cli.command.Converters;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The file of policies. */
final class FileOption {
    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            required = true,
            converter = Converters.FileName.class,
            description = "The policies, in YAML: see docs/policies.md.")
    private Path file;

    PolicyFile read() {
        return PolicyFile.read(file);
    }
}
