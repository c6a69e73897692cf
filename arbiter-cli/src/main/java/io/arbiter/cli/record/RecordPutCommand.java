package io.arbiter.cli.record;

import com.google.gson.JsonObject;
import com.google.protobuf.ByteString;
import io.arbiter.cli.base.CliException;
import io.arbiter.cli.base.ExitCode;
import io.arbiter.cli.base.Output;
import io.arbiter.cli.cluster.Cluster;
import io.arbiter.cli.command.ClusterCommand;
import io.arbiter.cli.command.Converters;
import io.arbiter.cli.command.LeaseRef;
import io.arbiter.cli.text.Text;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes a record under the holder's token. */
@Command(
        name = "put",
        description = {
            "Writes RESOURCE's record under the holder's fencing token; at most 65536 bytes.",
            "Without --value and --file the value is read from standard input."
        },
        footer = {
            "Examples:",
            "  arbiter record put orders --session 12 --expect-token 7 --value db1.us-east:5432",
            "  arbiter record put orders --session 12 --expect-token 7 --file writer.json " + "--expect-version 3"
        })
public final class RecordPutCommand extends ClusterCommand {
    private static final int MAX_BYTES = 65_536;

    @Mixin
    private final LeaseRef lease = new LeaseRef();

    @ArgGroup
    private Source source;

    @Option(
            names = "--expect-version",
            paramLabel = "N",
            description = "Write only if the record has this version; " + "0: only if there is none.",
            converter = Version.class)
    private Long expectedVersion;

    static final class Source {
        @Option(names = "--value", paramLabel = "TEXT", description = "The value, as UTF-8.")
        private String text;

        @Option(
                names = "--file",
                paramLabel = "FILE",
                description = "A file with the value.",
                converter = Converters.FileName.class)
        private Path file;
    }

    static final class Version implements picocli.CommandLine.ITypeConverter<Long> {
        @Override
        public Long convert(String value) {
            return value.equals("0") ? Long.valueOf(0) : new Converters.Positive().convert(value);
        }
    }

    @Override
    public ExitCode run(Cluster cluster, Output output) {
        ByteString value = value();
        long version = new RecordWriter(cluster, lease)
                .write(
                        Optional.of(value),
                        expectedVersion == null ? OptionalLong.empty() : OptionalLong.of(expectedVersion));
        if (output.json()) {
            JsonObject answer = new JsonObject();
            answer.addProperty("resource", lease.resource());
            answer.addProperty("version", Long.toString(version));
            answer.addProperty("bytes", value.size());
            output.object(answer);
        } else {
            output.say("wrote " + value.size() + " bytes as version " + version + " of "
                    + Text.printable(lease.resource()));
        }
        return ExitCode.OK;
    }

    private ByteString value() {
        if (source != null && source.text != null) {
            return bounded(ByteString.copyFromUtf8(source.text));
        }
        try (InputStream in = source == null ? cli().around().in() : Files.newInputStream(source.file)) {
            return bounded(ByteString.copyFrom(in.readNBytes(MAX_BYTES + 1)));
        } catch (IOException e) {
            throw CliException.builder(ExitCode.USAGE, "UNREADABLE")
                    .message("cannot read the value: " + why(e))
                    .cause(e)
                    .remedy("give --value TEXT or a readable --file")
                    .build();
        }
    }

    /** The platform's message repeats the whole name, however long. */
    private static String why(IOException e) {
        if (e instanceof FileSystemException failed && failed.getFile() != null) {
            String reason = e instanceof NoSuchFileException ? "no such file" : failed.getReason();
            return (reason == null ? e.getClass().getSimpleName() : reason) + ": " + Text.cut(failed.getFile(), 200);
        }
        return e.getMessage();
    }

    private ByteString bounded(ByteString value) {
        if (value.size() > MAX_BYTES) {
            throw usage("the value is longer than " + MAX_BYTES + " bytes: a record is an address or a small "
                    + "configuration");
        }
        return value;
    }
}
