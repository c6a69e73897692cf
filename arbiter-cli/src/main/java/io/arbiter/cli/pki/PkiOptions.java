package io.arbiter.cli.pki;

import io.arbiter.cli.command.Converters;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import picocli.CommandLine.Option;

/** Options of every command that writes certificates. */
final class PkiOptions {
    @Option(
            names = "--dir",
            paramLabel = "DIR",
            converter = Converters.FileName.class,
            defaultValue = "arbiter-pki",
            description = "Where the files are. Default: ${DEFAULT-VALUE}.")
    private Path directory;

    @Option(
            names = "--days",
            paramLabel = "DAYS",
            converter = PkiConverters.Days.class,
            defaultValue = "365",
            description = "How long certificates are valid; 1 to 3650, and not beyond the CA's own 3650. "
                    + "Default: ${DEFAULT-VALUE}.")
    private Duration length;

    PkiDirectory directory() {
        return new PkiDirectory(directory);
    }

    Lifetime lifetime() {
        return Lifetime.of(Instant.now(), length);
    }
}
