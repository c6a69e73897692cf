package io.arbiter.maelstrom;

import io.arbiter.maelstrom.fault.Wrong;
import io.arbiter.maelstrom.fault.WrongName;
import io.arbiter.maelstrom.wire.Lines;
import io.arbiter.maelstrom.wire.Outbox;
import io.arbiter.server.exit.ExitCode;
import io.arbiter.server.exit.ProcessHalt;
import io.arbiter.server.exit.StartException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code arbiter-maelstrom}: reads messages from standard input until it ends, and writes messages, nothing else. */
@Command(
        name = "arbiter-maelstrom",
        mixinStandardHelpOptions = true,
        version = "arbiter-maelstrom 0.1.0",
        description = {
            "A node for Jepsen's Maelstrom: the real Raft log, state machine and service of Arbiter, over",
            "JSON lines on standard input and output. Logs go to standard error."
        },
        footer = {
            "",
            "Workloads: echo, unique-ids, lin-kv, and lease (docs/testing.md). Example:",
            "  maelstrom test -w lin-kv --bin chaos/bin/arbiter-maelstrom --node-count 3 --time-limit 30",
            "      --rate 100 --concurrency 4n --nemesis partition --nemesis-interval 8",
            "",
            "Storage lies in a temporary directory, which is deleted at the end; if MAELSTROM_DATA_DIR is set, it",
            "lies in that directory and survives a restart."
        })
public final class ArbiterMaelstrom implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(ArbiterMaelstrom.class);

    @Option(
            names = "--wrong",
            paramLabel = "HOW",
            converter = WrongName.class,
            defaultValue = "nothing",
            description = "Is wrong on purpose, so that checkers can be tested: no-guard (storage takes every token) "
                    + "or clock-tokens (tokens are the leader's wall clock).")
    private Wrong wrong;

    public static void main(String[] args) {
        // The process never ends by returning: the log's library has threads of its own.
        System.exit(new CommandLine(new ArbiterMaelstrom()).execute(args));
    }

    @Override
    public Integer call() throws IOException {
        var out = new Outbox(new FileOutputStream(FileDescriptor.out));
        // Output of a library is no message.
        System.setOut(System.err);
        var lasting = Optional.ofNullable(System.getenv("MAELSTROM_DATA_DIR")).filter(dir -> !dir.isEmpty());
        var options = new NodeOptions(lasting.map(Path::of), wrong);
        try (out;
                var connection = new Connection(options, out::send, new ProcessHalt())) {
            var lines = new Lines(System.in, Lines.MAX_BYTES);
            for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
                connection.receive(line.get());
            }
            return ExitCode.OK.code();
        } catch (StartException e) {
            LOG.error("exit {}: {}", e.exitCode().code(), e.getMessage());
            return e.exitCode().code();
        }
    }
}
