package io.arbiter.server.backup;

import io.arbiter.core.machine.StateSnapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code arbiter-server snapshot verify}. */
@Command(
        name = "verify",
        description = {
            "As inspect, and restores the backup into memory: it is decoded, renumbered as a restore by this machine's "
                    + "clock would, and held against the invariants."
        },
        footer = {"", "Examples:", "  arbiter-server snapshot verify monday.arbiter"})
public final class SnapshotVerifyCommand extends FileCommand {
    @Override
    Map<String, Object> facts(Path path) throws IOException {
        Backup backup = Backup.read(path);
        StateSnapshot restored = backup.restoredAt(Instant.now());
        Map<String, Object> facts = factsOf(backup.file());
        facts.put("sessions", backup.state().sessions().size());
        facts.put("leases", backup.leases());
        facts.put("restored_tokens_above", restored.counters().lastToken());
        return facts;
    }
}
