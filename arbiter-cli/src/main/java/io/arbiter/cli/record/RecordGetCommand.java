package io.arbiter.cli.record;

import io.arbiter.cli.base.ExitCode;
import io.arbiter.cli.base.Output;
import io.arbiter.cli.cluster.Cluster;
import io.arbiter.cli.command.ClusterCommand;
import io.arbiter.cli.command.Converters;
import io.arbiter.cli.text.Text;
import io.arbiter.v1.Call;
import io.arbiter.v1.GetRecordRequest;
import io.arbiter.v1.GetRecordResponse;
import io.arbiter.v1.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reads a record. */
@Command(
        name = "get",
        description = {
            "Shows RESOURCE's record, with the token that it was written under.",
            "Exits with 3 if there is none."
        },
        footer = {"Examples:", "  arbiter record get orders", "  arbiter record get orders --raw"})
public final class RecordGetCommand extends ClusterCommand {
    @Parameters(paramLabel = "RESOURCE", converter = Converters.Resource.class, description = "Whose record.")
    private String resource;

    @Option(names = "--raw", description = "Only the value, byte for byte, as it was put.")
    private boolean raw;

    @Override
    public ExitCode run(Cluster cluster, Output output) {
        GetRecordRequest.Builder request =
                GetRecordRequest.newBuilder().setResource(resource).setConsistency(consistency());
        GetRecordResponse answer =
                cluster.read(consistency(), Call.newBuilder().setGetRecord(request), Reply::getGetRecord);
        if (output.json()) {
            output.object(answer);
        } else if (!answer.hasRecord()) {
            output.note(Text.printable(resource) + " has no record");
        } else if (raw) {
            write(answer, output);
        } else {
            describe(answer, output);
        }
        return answer.hasRecord() ? ExitCode.OK : ExitCode.NOT_FOUND;
    }

    private static void write(GetRecordResponse answer, Output output) {
        try {
            answer.getRecord().getValue().writeTo(output.out());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the value to standard output", e);
        }
    }

    private static void describe(GetRecordResponse answer, Output output) {
        var record = answer.getRecord();
        output.say("resource  " + Text.printable(record.getResource()));
        output.say("value     "
                + (record.getValue().isValidUtf8()
                        ? Text.printable(record.getValue().toStringUtf8())
                        : record.getValue().size() + " bytes that are not text: see --raw or -o json"));
        output.say("version   " + record.getVersion());
        output.say("written   under token " + record.getToken() + ", write " + record.getSequence()
                + ", revision "
                + record.getRevision());
    }
}
