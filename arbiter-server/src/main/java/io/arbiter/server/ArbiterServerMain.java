package io.arbiter.server;

import io.arbiter.server.address.Lookup;
import io.arbiter.server.application.ApplicationFactory;
import io.arbiter.server.backup.SnapshotCommand;
import io.arbiter.server.config.ConfigException;
import io.arbiter.server.config.ConfigLoader;
import io.arbiter.server.config.ConfigText;
import io.arbiter.server.config.ServerConfig;
import io.arbiter.server.doctor.DoctorCommand;
import io.arbiter.server.exit.ExitCode;
import io.arbiter.server.exit.ProcessHalt;
import io.arbiter.server.exit.StartException;
import io.arbiter.server.metrics.ServerMetrics;
import io.arbiter.server.raft.metrics.LogMetricRegistries;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code arbiter-server}. Ends the process with an {@link ExitCode} in every case. */
@Command(
        name = "arbiter-server",
        mixinStandardHelpOptions = true,
        version = "arbiter-server 0.1.0",
        description = "Runs one node of an Arbiter cluster.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:clean shutdown",
            "1:a bug",
            "2:wrong command line or configuration",
            "3:start failed",
            "4:this node must not vote with this disk",
            "5:log or snapshot damaged",
            "6:data-dir cannot be used",
            "7:writing the log failed",
            "8:the replicated state failed (a bug)",
            "9:the log stopped by itself"
        },
        footer = {
            "",
            "Examples:",
            "  arbiter-server --config us-east.yaml --set http.listen=127.0.0.1:9000",
            "  arbiter-server doctor --config us-east.yaml    what a stopped node's files hold; see doctor --help",
            "  arbiter-server snapshot verify monday.arbiter  whether a backup can be restored; see snapshot --help",
            "",
            "Every key is explained in deploy/arbiter-server.reference.yaml. Environment variables ARBITER_<KEY>",
            "override the file, --set overrides both."
        })
public final class ArbiterServerMain implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(ArbiterServerMain.class);
    /** Time for a shutdown beside the handover of leadership: some seconds, unless it hangs. */
    private static final Duration CLOSING_LIMIT = Duration.ofSeconds(20);

    @Option(names = "--config", required = true, paramLabel = "FILE", description = "The node's YAML file.")
    private Path file;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Overrides a key of the file. Repeatable.")
    private List<String> assignments = List.of();

    @Option(
            names = "--bootstrap-above-token",
            paramLabel = "N|derived",
            description = "The same as --set "
                    + "bootstrap.above-token=...: for the first start of a cluster that is begun anew for storage that has "
                    + "seen tokens.")
    private Optional<String> aboveToken = Optional.empty();

    @Option(names = "--check", description = "Only checks the configuration, and lists every mistake.")
    private boolean check;

    @Option(names = "--print-config", description = "Prints the configuration that is in force, and ends.")
    private boolean print;

    @Spec
    private CommandSpec spec;

    private final ApplicationFactory application;

    private ArbiterServerMain(ApplicationFactory application) {
        this.application = application;
    }

    public static void main(String[] args) {
        JavaLogging.quiet();
        Lookup.forgetSoon();
        // Exits explicitly, because a failed start leaves the library's threads running.
        System.exit(run(args, Applications.arbiter()));
    }

    static int run(String[] args, ApplicationFactory application) {
        Optional<Object> offline = args.length == 0 ? Optional.empty() : offline(args[0]);
        String[] given = offline.isPresent() ? Arrays.copyOfRange(args, 1, args.length) : args;
        return new CommandLine(offline.orElseGet(() -> new ArbiterServerMain(application)))
                .setExecutionExceptionHandler((e, line, parsed) -> bug(e))
                .execute(given);
    }

    /** Not subcommands of picocli's: --config would be required of them. */
    private static Optional<Object> offline(String name) {
        return switch (name) {
            case "doctor" -> Optional.of(new DoctorCommand());
            case "snapshot" -> Optional.of(new SnapshotCommand());
            default -> Optional.empty();
        };
    }

    private static int bug(Exception failure) {
        LOG.error("exit {}: an exception that nobody expected", ExitCode.BUG.code(), failure);
        return ExitCode.BUG.code();
    }

    @Override
    public Integer call() throws InterruptedException {
        try {
            ServerConfig config = ConfigLoader.load(file, System.getenv(), assignments());
            if (print) {
                out().print(ConfigText.of(config));
                out().flush();
            } else if (check) {
                out().println("the configuration of " + config.node() + " is valid");
            }
            return print || check ? ExitCode.OK.code() : serve(config);
        } catch (ConfigException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return ExitCode.USAGE.code();
        }
    }

    private List<String> assignments() {
        return Stream.concat(assignments.stream(), aboveToken.stream().map(floor -> "bootstrap.above-token=" + floor))
                .toList();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private int serve(ServerConfig config) throws InterruptedException {
        PrometheusRegistry metrics = ServerMetrics.create();
        LogMetricRegistries.exposeIn(metrics);
        Shutdown shutdown = Shutdown.onSignal();
        try {
            ArbiterServer server = ArbiterServer.start(config, metrics, application, new ProcessHalt());
            shutdown.by(server::close, config.handover().plus(CLOSING_LIMIT));
            LOG.info("{}", server);
            Thread.currentThread().join();
            return ExitCode.OK.code();
        } catch (StartException e) {
            LOG.error("exit {}: {}", e.exitCode().code(), e.getMessage());
            LOG.debug("cause", e);
            return e.exitCode().code();
        }
    }
}
