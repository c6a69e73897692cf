package io.arbiter.cli.snapshot;

import com.google.gson.JsonObject;
import io.arbiter.cli.base.CliException;
import io.arbiter.cli.base.ExitCode;
import io.arbiter.cli.base.Output;
import io.arbiter.cli.cluster.Cluster;
import io.arbiter.cli.command.ActorOption;
import io.arbiter.cli.command.ClusterCommand;
import io.arbiter.cli.text.Json;
import io.arbiter.cli.text.Table;
import io.arbiter.cli.text.Text;
import io.arbiter.v1.SaveSnapshotRequest;
import io.arbiter.v1.SnapshotInfo;
import java.io.IOException;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Takes a backup. */
@Command(
        name = "save",
        description = {
            "Takes a backup of the running cluster to FILE, or to standard output if FILE is -.",
            "All of it is as of one revision, which is not before the command. FILE is there once all of it is on the "
                    + "disk, for its owner alone: it holds every name and record, and the key that signs grants."
        },
        footer = {
            "Examples:",
            "  arbiter snapshot save monday.arbiter",
            "  arbiter snapshot save - -o json",
            "",
            "Needs the permission SNAPSHOT. Look at the file: arbiter-server snapshot verify FILE"
        })
public final class SnapshotSaveCommand extends ClusterCommand {
    private static final String STANDARD_OUTPUT = "-";

    @Parameters(paramLabel = "FILE", description = "Where the backup goes; must not exist. -: standard output.")
    private String file;

    @Mixin
    private final ActorOption actor = new ActorOption();

    @Override
    public ExitCode run(Cluster cluster, Output output) {
        boolean toFile = !file.equals(STANDARD_OUTPUT);
        try (BackupTarget target = toFile ? BackupTarget.file(file) : BackupTarget.stream(output.out())) {
            var request = SaveSnapshotRequest.newBuilder()
                    .setActor(actor.name(cli().around()))
                    .build();
            Download download = new Download(cluster, output::note);
            download.to(target, request);
            target.publish();
            report(
                    download,
                    toFile ? output : new Output(output.err(), output.err(), output.json(), output.paint(), 0));
            return ExitCode.OK;
        } catch (IOException unwritable) {
            throw CliException.builder(ExitCode.REFUSED, "UNWRITABLE")
                    .message("cannot write " + Text.printable(file) + ": " + Text.printable(unwritable.toString()))
                    .remedy("give a FILE that is not there yet, on a disk with room; nothing was left there")
                    .cause(unwritable)
                    .build();
        }
    }

    private void report(Download download, Output output) {
        SnapshotInfo info = download.info();
        if (output.json()) {
            JsonObject all = Json.of(info).getAsJsonObject();
            all.addProperty("file", file);
            all.addProperty("bytes", Long.toString(download.bytes()));
            all.addProperty("sha256", download.sha256());
            output.object(all);
            return;
        }
        output.table(new Table("FILE", "CLUSTER", "NODE", "REVISION", "TERM", "LAST TOKEN", "TAKEN", "BYTES", "SHA-256")
                .row(
                        file,
                        info.getCluster() + " " + info.getClusterId(),
                        info.getNode(),
                        info.getRevision(),
                        info.getTerm(),
                        info.getLastToken(),
                        Instant.ofEpochMilli(info.getTakenWallMillis()),
                        download.bytes(),
                        download.sha256()));
    }
}
