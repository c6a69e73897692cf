package io.arbiter.server.backup;

import io.arbiter.server.exit.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A command about one backup: prints facts, or what is wrong. */
@Command(
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all is right",
            "2:wrong command line",
            "3:this machine's clock forbids to restore it (RESTORE_REFUSED)",
            "5:NOT_A_BACKUP, BACKUP_CUT_OFF, BACKUP_DAMAGED or BACKUP_FORMAT_UNKNOWN",
            "6:the file cannot be read",
            "8:its state breaks an invariant (BACKUP_STATE_BROKEN)"
        })
abstract class FileCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "The backup.")
    private Path file;

    @Option(names = "--json", description = "For scripts.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    /** What there is to say of it, in order. */
    abstract Map<String, Object> facts(Path backup) throws IOException;

    @Override
    public Integer call() {
        try {
            Map<String, Object> facts = facts(file);
            spec.commandLine().getOut().print(json ? FactsText.json(facts) : FactsText.table(facts));
            spec.commandLine().getOut().flush();
            return ExitCode.OK.code();
        } catch (BackupException wrong) {
            complain(wrong.kind().name(), wrong.getMessage());
            return wrong.kind().exit().code();
        } catch (IOException unreadable) {
            complain("UNREADABLE", file + " cannot be read: " + unreadable);
            return ExitCode.DATA_DIR_UNUSABLE.code();
        }
    }

    private void complain(String reason, String message) {
        if (json) {
            var error = new LinkedHashMap<String, Object>();
            error.put("reason", reason);
            error.put("message", message);
            spec.commandLine().getErr().print(FactsText.json(error));
        } else {
            spec.commandLine().getErr().println(reason + ": " + message);
        }
        spec.commandLine().getErr().flush();
    }

    static Map<String, Object> factsOf(BackupFile backup) {
        var info = backup.info();
        var facts = new LinkedHashMap<String, Object>();
        facts.put("cluster", info.getCluster());
        facts.put("cluster_id", info.getClusterId());
        facts.put("node", info.getNode());
        facts.put("taken", Instant.ofEpochMilli(info.getTakenWallMillis()).toString());
        facts.put("revision", info.getRevision());
        facts.put("term", info.getTerm());
        facts.put("last_token", info.getLastToken());
        facts.put("release", info.getRelease());
        facts.put("format", info.getFormat());
        facts.put("state_format", info.getStateFormat());
        facts.put("bytes", backup.bytes());
        facts.put("sha256", backup.sha256());
        return facts;
    }
}
