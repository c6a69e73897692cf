package io.arbiter.server.doctor;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.arbiter.server.config.ConfigException;
import io.arbiter.server.config.ConfigLoader;
import io.arbiter.server.config.ServerConfig;
import io.arbiter.server.doctor.Doctor.Owner;
import io.arbiter.server.exit.ExitCode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code arbiter-server doctor}. */
@Command(
        name = "arbiter-server doctor",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Says what a stopped node's data directory holds, what a start would do with it, and what to do if it"
                    + " would refuse. Changes nothing: the checks of a start run on a copy."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:a start is safe",
            "2:wrong command line or configuration",
            "4:a start would refuse: this node must not vote with this disk",
            "5:a start would refuse: log or snapshot damaged",
            "6:the directory cannot be read or copied, or the node is running",
            "8:a start would fail: the replicated state makes no sense (a bug)"
        },
        footer = {
            "",
            "Examples:",
            "  arbiter-server doctor --config us-east.yaml",
            "  arbiter-server doctor /var/lib/arbiter --json",
        })
public final class DoctorCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "DATA_DIR", description = "The data directory, if there is no --config.")
    private Optional<Path> directory = Optional.empty();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The node's YAML file: it names the directory, and whose it should be.")
    private Optional<Path> file = Optional.empty();

    @Option(
            names = "--work",
            paramLabel = "DIR",
            description = "Where to copy the directory to; it needs as much space. Default: the temporary directory.")
    private Path work = Path.of(System.getProperty("java.io.tmpdir"));

    @Option(names = "--json", description = "For scripts.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (directory.isPresent() == file.isPresent()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "expected either DATA_DIR or --config, not " + (file.isPresent() ? "both" : "neither"));
        }
        try {
            Optional<ServerConfig> config = config();
            Path examined =
                    config.map(ServerConfig::dataDir).or(() -> directory).orElseThrow();
            return examine(
                    examined.toAbsolutePath().normalize(), config.map(own -> new Owner(own.cluster(), own.node())));
        } catch (ConfigException wrong) {
            complain(wrong.getMessage());
            return ExitCode.USAGE.code();
        } catch (IOException unusable) {
            complain("doctor: " + unusable);
            return ExitCode.DATA_DIR_UNUSABLE.code();
        }
    }

    private Optional<ServerConfig> config() throws ConfigException {
        return file.isEmpty()
                ? Optional.empty()
                : Optional.of(ConfigLoader.load(file.get(), System.getenv(), List.of()));
    }

    private int examine(Path dataDir, Optional<Owner> configured) throws IOException {
        if (!Files.isDirectory(dataDir)) {
            complain("doctor: " + dataDir + " is no directory; expected a node's data-dir");
            return ExitCode.DATA_DIR_UNUSABLE.code();
        }
        if (isRunning(dataDir)) {
            complain("doctor: " + dataDir + " is in use by an arbiter-server; stop that one first");
            return ExitCode.DATA_DIR_UNUSABLE.code();
        }
        Diagnosis found = quietly(() -> Doctor.examine(dataDir, configured, work));
        spec.commandLine().getOut().print(json ? DiagnosisJson.of(found) : DiagnosisText.of(found));
        spec.commandLine().getOut().flush();
        return found.exit().code();
    }

    private interface Work {
        Diagnosis run() throws IOException;
    }

    /** The checks log what they repair, and name the copy. */
    private static Diagnosis quietly(Work work) throws IOException {
        Logger storage = (Logger) LoggerFactory.getLogger("io.arbiter.server");
        Level usual = storage.getLevel();
        storage.setLevel(Level.OFF);
        try {
            return work.run();
        } finally {
            storage.setLevel(usual);
        }
    }

    private static boolean isRunning(Path dataDir) throws IOException {
        Path lock = dataDir.resolve("lock");
        if (!Files.exists(lock)) {
            return false;
        }
        try (RandomAccessFile held = new RandomAccessFile(lock.toFile(), "r");
                FileLock free = held.getChannel().tryLock(0, Long.MAX_VALUE, true)) {
            return free == null;
        }
    }

    private void complain(String what) {
        spec.commandLine().getErr().println(what);
    }
}
