package io.arbiter.server.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code arbiter-server snapshot inspect}. */
@Command(
        name = "inspect",
        description = "Says what a backup is, and checks that its bytes are those that were written.",
        footer = {"", "Examples:", "  arbiter-server snapshot inspect monday.arbiter --json"})
public final class SnapshotInspectCommand extends FileCommand {
    @Override
    Map<String, Object> facts(Path backup) throws IOException {
        return factsOf(BackupFile.check(backup));
    }
}
