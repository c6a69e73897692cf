package io.arbiter.server.backup;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code arbiter-server snapshot}: what needs no cluster. */
@Command(
        name = "arbiter-server snapshot",
        mixinStandardHelpOptions = true,
        subcommands = {SnapshotInspectCommand.class, SnapshotVerifyCommand.class},
        description = {
            "Looks at backups, which arbiter snapshot save takes. Needs no cluster, and changes nothing.",
            "To begin a cluster from one: bootstrap.restore, see docs/backup.md."
        })
public final class SnapshotCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "expected inspect or verify");
    }
}
