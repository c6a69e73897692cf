package io.arbiter.cli.audit;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.arbiter.cli.base.CliException;
import io.arbiter.cli.base.ExitCode;
import io.arbiter.cli.base.Output;
import io.arbiter.cli.command.CommandContext;
import io.arbiter.cli.text.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Follows the chain of an audit from its first line to its last. */
@Command(
        name = "verify",
        description = {
            "Checks that no line of an audit was changed, added or taken out.",
            "Each line names the hash of the one before. That lines are missing at the end shows only against a hash "
                    + "that was kept elsewhere: a node writes the newest into its own log at each start and whenever "
                    + "a file is full."
        },
        footer = {
            "Examples:",
            "  arbiter audit verify /var/log/arbiter/audit",
            "  arbiter audit verify audit-0000000000000000001.jsonl -o json",
            "  arbiter audit verify /var/log/arbiter/audit --contains 3f1c...  (a hash from a node's log)"
        })
public final class AuditVerifyCommand implements Callable<Integer> {
    private static final Pattern FILE = Pattern.compile("audit-\\d{19}\\.jsonl");

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "1..*",
            paramLabel = "PATH",
            description = "The directory, or its files from the oldest to the newest.")
    private List<Path> paths;

    @Option(
            names = "--contains",
            paramLabel = "HASH",
            defaultValue = "",
            description = "Also fail if no line has this hash: the audit was cut off before it.")
    private String contains;

    @Override
    public Integer call() {
        Output output = ((CommandContext) spec.root().userObject()).output();
        AuditReader reader = new AuditReader(contains);
        List<AuditFile> files = read(reader);
        if (!reader.found()) {
            throw CliException.builder(ExitCode.REFUSED, "AUDIT_BROKEN")
                    .message("no event has the hash " + contains + ": the audit was cut off, or begun anew")
                    .fact("events", files.stream().mapToLong(AuditFile::events).sum())
                    .fact("last_event", reader.last().sequence())
                    .remedy("compare with a copy that was kept elsewhere")
                    .build();
        }
        if (output.json()) {
            output.object(json(files, reader.last()));
        } else {
            print(files, reader.last(), output);
        }
        return ExitCode.OK.number();
    }

    private List<AuditFile> read(AuditReader reader) {
        List<AuditFile> files = new ArrayList<>();
        try {
            for (Path path : files()) {
                files.add(reader.read(path));
            }
        } catch (IOException e) {
            throw CliException.builder(ExitCode.NOT_FOUND, "UNREADABLE")
                    .message("cannot read the audit: " + e)
                    .remedy("name the directory that audit.directory says, or files of it")
                    .cause(e)
                    .build();
        }
        return files;
    }

    private List<Path> files() throws IOException {
        if (paths.size() > 1 || !Files.isDirectory(paths.get(0))) {
            return paths;
        }
        try (Stream<Path> found = Files.list(paths.get(0))) {
            List<Path> files = found.filter(
                            path -> FILE.matcher(path.getFileName().toString()).matches())
                    .sorted()
                    .toList();
            if (files.isEmpty()) {
                throw new NoSuchFileException(paths.get(0) + "/audit-*.jsonl");
            }
            return files;
        }
    }

    private static void print(List<AuditFile> files, AuditLine last, Output output) {
        Table table = new Table("FILE", "EVENTS", "FROM", "TO");
        files.forEach(file -> table.row(file.path().getFileName(), file.events(), file.from(), file.to()));
        output.table(table);
        if (files.get(0).first() > 1) {
            output.say("Begins with event " + files.get(0).first() + ": earlier files are not here.");
        }
        output.say("Whole up to event " + last.sequence() + ", whose hash is " + last.hash());
    }

    private static JsonObject json(List<AuditFile> files, AuditLine last) {
        JsonArray rows = new JsonArray();
        for (AuditFile file : files) {
            JsonObject row = new JsonObject();
            row.addProperty("file", file.path().toString());
            row.addProperty("events", Long.toString(file.events()));
            row.addProperty("firstEvent", Long.toString(file.first()));
            row.addProperty("from", file.from());
            row.addProperty("to", file.to());
            rows.add(row);
        }
        JsonObject object = new JsonObject();
        object.add("files", rows);
        object.addProperty("lastEvent", Long.toString(last.sequence()));
        object.addProperty("lastHash", last.hash());
        return object;
    }
}
