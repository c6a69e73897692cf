package io.arbiter.cli.run;

import io.arbiter.cli.base.CliException;
import io.arbiter.cli.base.ExitCode;
import io.arbiter.cli.base.Output;
import io.arbiter.cli.cluster.Cluster;
import io.arbiter.cli.cluster.Interrupted;
import io.arbiter.cli.command.ConnectedCommand;
import io.arbiter.cli.command.Converters;
import io.arbiter.cli.command.QueueOption;
import io.arbiter.cli.hold.HeldLease;
import io.arbiter.cli.hold.HolderOption;
import io.arbiter.cli.hold.LeaseRequest;
import io.arbiter.cli.run.process.CallersEnvironment;
import io.arbiter.cli.run.process.CommandFile;
import io.arbiter.cli.run.process.ForwardedSignals;
import io.arbiter.cli.run.process.Launcher;
import io.arbiter.cli.run.process.ProcessGroup;
import io.arbiter.cli.run.process.SupervisedLease;
import io.arbiter.cli.run.process.Supervisor;
import io.arbiter.cli.run.process.TerminationPolicy;
import io.arbiter.cli.text.Durations;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a command while a lease is held, and never longer. */
@Command(
        name = "run",
        description = {
            "Acquires RESOURCE, runs CMD while the lease is held, and releases it.",
            "CMD runs in a process group of its own. When the lease cannot be renewed, is broken, or is to be "
                    + "handed over, the "
                    + "whole group gets SIGTERM, then SIGKILL, and is dead before the lease's safe time is over.",
            "CMD finds ARBITER_RESOURCE, ARBITER_TOKEN, ARBITER_SESSION_ID, ARBITER_REGION, "
                    + "ARBITER_SAFE_FOR_MILLIS and "
                    + "ARBITER_SAFE_UNTIL_EPOCH_MILLIS in its environment. It should send the token with every write.",
            "Exits with CMD's status, or: 123 lease lost, 124 not acquired, 125 arbiter failed, 126 CMD is not "
                    + "executable, "
                    + "127 CMD was not found."
        },
        footer = {
            "Examples:",
            "  arbiter run orders --region us-east -- ./writer --port 8080",
            "  arbiter run nightly/backup --region us-west --wait 1h --ttl 30s -- sh -c 'pg_dump app > " + "app.sql'"
        })
public final class RunCommand extends ConnectedCommand {
    /** Before CMD starts these signals mean what they mean everywhere. */
    private static final Set<ExitCode> KEPT =
            Set.of(ExitCode.USAGE, ExitCode.UNAVAILABLE, ExitCode.OUTCOME_UNKNOWN, ExitCode.DENIED);

    @Parameters(
            index = "0",
            paramLabel = "RESOURCE",
            converter = Converters.Resource.class,
            description = "What the lease is for.")
    private String resource;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "CMD",
            description = "The command and its arguments, after --.")
    private List<String> command;

    @Mixin
    private final QueueOption queue = new QueueOption();

    @Option(
            names = "--ttl",
            paramLabel = "DURATION",
            converter = Converters.Ttl.class,
            defaultValue = "10s",
            description = "How long the lease outlives contact; 1s to 1h. Default: ${DEFAULT-VALUE}.")
    private Duration ttl;

    @Option(
            names = "--kill-margin",
            paramLabel = "DURATION",
            converter = Converters.Limit.class,
            description = "SIGTERM when less than this is left of the safe time, SIGKILL at half of it; "
                    + "100ms to half of the TTL. Default: a quarter of the TTL.")
    private Duration margin;

    @Option(
            names = "--stop-grace",
            paramLabel = "DURATION",
            converter = Converters.Grace.class,
            defaultValue = "10s",
            description = "How long CMD may take to end after SIGTERM while the lease is still safe: on a "
                    + "handover, and "
                    + "for what CMD leaves behind. Default: ${DEFAULT-VALUE}.")
    private Duration grace;

    @Option(
            names = "--confirm-promotion",
            paramLabel = "WHO",
            defaultValue = "run",
            description = "Who says that RESOURCE is ready after a promotion: run, once CMD has started, or cmd, by "
                    + "arbiter promotion complete. Default: ${DEFAULT-VALUE}.")
    private Confirmation confirmation;

    /** Who completes a promotion. */
    private enum Confirmation {
        RUN,
        CMD
    }

    @Override
    public int status(Cluster cluster, Output output) {
        TerminationPolicy plan = new TerminationPolicy(margin(), grace);
        requireCarried();
        List<String> launcher = launcher();
        LeaseRequest request = new LeaseRequest(resource, region(), ttl, queue.time());
        try (HeldLease lease = acquire(request, cluster)) {
            requireUsable(lease, plan, output);
            Supervisor.Result result = supervise(lease, launcher, plan, output);
            letGo(lease, output);
            if (result.lost()) {
                throw lost(lease, result);
            }
            return result.status();
        }
    }

    private Duration margin() {
        if (margin == null) {
            return ttl.dividedBy(4);
        }
        if (margin.toMillis() < 100 || margin.compareTo(ttl.dividedBy(2)) > 0) {
            throw usage("--kill-margin is " + Durations.format(margin) + ": expected 100ms to half of the TTL of "
                    + Durations.format(ttl));
        }
        return margin;
    }

    /** A name that is altered on its way to CMD is another name. */
    private void requireCarried() {
        List<String> texts = new ArrayList<>(command);
        texts.addAll(List.of(resource, region()));
        if (!CallersEnvironment.carries(texts)) {
            throw usage("CMD would not find its arguments, the resource or the region as they are: the locale has no "
                    + "such characters; set LC_ALL=C.UTF-8");
        }
    }

    private List<String> launcher() {
        String searchPath = cli().around().env("PATH", "");
        CommandFile file = CommandFile.look(command.get(0), searchPath);
        if (file != CommandFile.EXECUTABLE) {
            boolean missing = file == CommandFile.NOT_FOUND;
            throw CliException.builder(missing ? ExitCode.CMD_NOT_FOUND : ExitCode.NOT_EXECUTABLE, "CMD_" + file)
                    .message(command.get(0) + (missing ? " was not found" : " cannot be executed"))
                    .remedy("check CMD and $PATH; the lease was not asked for")
                    .build();
        }
        return Launcher.find(searchPath)
                .orElseThrow(() -> CliException.builder(ExitCode.RUN_FAILED, "NO_LAUNCHER")
                        .message("neither setsid nor perl is on $PATH, so CMD's "
                                + "descendants could not be stopped; CMD was not started")
                        .remedy("install util-linux")
                        .build());
    }

    private HeldLease acquire(LeaseRequest request, Cluster cluster) {
        try {
            return HeldLease.acquire(request, cluster, HolderOption.name(cli().around(), "run " + command.get(0)));
        } catch (CliException e) {
            throw CliException.builder(KEPT.contains(e.code()) ? e.code() : ExitCode.NOT_ACQUIRED, e.reason())
                    .message("CMD was not started: " + e.getMessage())
                    .endpoint(e.endpoint())
                    .metadata(e.metadata())
                    .remedy(e.remedy())
                    .cause(e)
                    .build();
        }
    }

    /** Opening a session may have taken most of the safe time; and a lease can be gone before it is used. */
    private void requireUsable(HeldLease lease, TerminationPolicy plan, Output output) {
        if (lease.ending().isEmpty()
                && lease.timeRemaining().compareTo(plan.margin().multipliedBy(2)) < 0) {
            ensure(lease, plan.margin().multipliedBy(2), output);
        }
        if (lease.ending().isPresent() || lease.timeRemaining().compareTo(plan.margin()) <= 0) {
            String why = lease.ending().map(SupervisedLease.Ending::detail).orElse("its safe time is nearly over");
            letGo(lease, output);
            throw lease.lostAtOnce("CMD was not started: ", why);
        }
    }

    /**
     * The rest of the safe time decides, not why a renewal failed: the failure is reported, and the library
     * tries again in the background.
     */
    private static void ensure(HeldLease lease, Duration wanted, Output output) {
        try {
            lease.ensureOpenFor(wanted);
        } catch (CliException e) {
            output.note("arbiter run: a renewal failed (" + e.getMessage() + ")");
        }
    }

    private Supervisor.Result supervise(HeldLease lease, List<String> launcher, TerminationPolicy plan, Output output) {
        ForwardedSignals signals = ForwardedSignals.install();
        Map<String, String> variables = ChildEnvironment.of(lease, cli());
        Consumer<String> notes = text -> output.note("arbiter run: " + text);
        try (ProcessGroup group = start(lease, launcher, variables, output)) {
            if (confirmation == Confirmation.RUN) {
                lease.confirmPromotion(notes);
            }
            return new Supervisor(lease, group, plan, signals, notes).await();
        } catch (InterruptedException e) {
            throw Interrupted.convert(e);
        }
    }

    private ProcessGroup start(HeldLease lease, List<String> launcher, Map<String, String> variables, Output output) {
        try {
            return ProcessGroup.start(launcher, command, variables);
        } catch (IOException e) {
            letGo(lease, output);
            throw CliException.builder(ExitCode.RUN_FAILED, "NOT_STARTED")
                    .message("CMD was not started: " + e)
                    .remedy("see the reason, and run it again; the lease was given back, unless a note says otherwise")
                    .cause(e)
                    .build();
        }
    }

    /**
     * CMD's status is the answer: a release that fails is reported, and changes nothing, because the lease
     * lapses by itself.
     */
    private static void letGo(HeldLease lease, Output output) {
        try {
            lease.letGo();
        } catch (CliException e) {
            output.note("arbiter run: could not give the lease back (" + e.getMessage() + "); it lapses by itself");
        }
    }

    private CliException lost(HeldLease lease, Supervisor.Result result) {
        return CliException.builder(ExitCode.LEASE_LOST, "LEASE_LOST")
                .message("the lease of " + resource + " was lost, and CMD's process group is dead: " + result.loss())
                .fact("resource", resource)
                .fact("token", lease.grant().getToken())
                .fact("session_id", lease.grant().getSessionId())
                .fact("cmd_status", result.status())
                .fact("killed", result.killed())
                .fact("safe_millis_left", result.timeRemaining().toMillis())
                .remedy("run it again to acquire a new lease, with a new token")
                .build();
    }
}
