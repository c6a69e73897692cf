package io.arbiter.server;

import com.codahale.metrics.MetricRegistry;
import io.arbiter.server.application.ApplicationFactory;
import io.arbiter.server.config.ConfigException;
import io.arbiter.server.config.ConfigLoader;
import io.arbiter.server.config.ConfigText;
import io.arbiter.server.config.ServerConfig;
import io.arbiter.server.exit.ExitCode;
import io.arbiter.server.exit.ProcessHalt;
import io.arbiter.server.exit.StartException;
import io.arbiter.server.metrics.ServerMetrics;
import io.arbiter.server.raft.RatisMetricsBridge;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code arbiter-server}. Ends the process with an {@link ExitCode} whatever happens. */
@Command(name = "arbiter-server", mixinStandardHelpOptions = true, version = "arbiter-server 0.1.0",
        description = "Runs one node of an Arbiter cluster.", exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:clean shutdown", "1:a bug", "2:wrong command line or configuration", "3:start failed",
            "4:this node must not vote with this disk", "5:log or snapshot damaged", "6:data-dir cannot be used",
            "7:writing the log failed", "8:the replicated state failed (a bug)", "9:the log stopped by itself"},
        footer = {"", "Example:", "  arbiter-server --config us-east.yaml --set http.listen=127.0.0.1:9000", "",
            "Every key is explained in deploy/arbiter-server.reference.yaml. Environment variables ARBITER_<KEY>",
            "override the file, --set overrides both."})
public final class ArbiterServerMain implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(ArbiterServerMain.class);
    /** What a shutdown takes beside the handover of leadership: some seconds, if it does not hang. */
    private static final Duration CLOSING_LIMIT = Duration.ofSeconds(20);

    @Option(names = "--config", required = true, paramLabel = "FILE", description = "The node's YAML file.")
    private Path file;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Overrides a key of the file. Repeatable.")
    private List<String> assignments = List.of();

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
        // The log's own gRPC greets through java.util.logging.
        java.util.logging.Logger.getLogger("").setLevel(java.util.logging.Level.WARNING);
        // The process never ends by returning: a failed start would leave the library's threads running.
        System.exit(run(args, Applications.arbiter()));
    }

    static int run(String[] args, ApplicationFactory application) {
        return new CommandLine(new ArbiterServerMain(application))
                .setExecutionExceptionHandler((e, line, parsed) -> bug(e)).execute(args);
    }

    private static int bug(Exception failure) {
        LOG.error("exit {}: an exception that nobody expected", ExitCode.BUG.code(), failure);
        return ExitCode.BUG.code();
    }

    @Override
    public Integer call() throws InterruptedException {
        try {
            ServerConfig config = ConfigLoader.load(file, System.getenv(), assignments);
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

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private int serve(ServerConfig config) throws InterruptedException {
        MetricRegistry metrics = ServerMetrics.create();
        RatisMetricsBridge.install(metrics);
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
