package io.arbiter.chaos.bench;

import io.arbiter.chaos.bench.client.Caller;
import io.arbiter.chaos.bench.client.Client;
import io.arbiter.chaos.bench.loop.EventLoop;
import io.arbiter.chaos.bench.loop.RunClock;
import io.arbiter.chaos.bench.loop.SeededRandom;
import io.arbiter.chaos.bench.nemesis.Nemeses;
import io.arbiter.chaos.bench.nemesis.Scene;
import io.arbiter.chaos.bench.net.Network;
import io.arbiter.chaos.bench.output.Ticker;
import io.arbiter.chaos.bench.process.NodeCommand;
import io.arbiter.chaos.bench.process.Nodes;
import io.arbiter.chaos.bench.process.Words;
import io.arbiter.chaos.bench.schedule.Schedule;
import io.arbiter.chaos.bench.schedule.Strikes;
import io.arbiter.chaos.bench.workload.Pace;
import io.arbiter.chaos.bench.workload.Useful;
import io.arbiter.chaos.bench.workload.Worker;
import io.arbiter.chaos.bench.workload.Workload;
import io.arbiter.chaos.check.Checker;
import io.arbiter.chaos.check.Verdict;
import io.arbiter.chaos.history.Operation;
import io.arbiter.chaos.history.OperationType;
import io.arbiter.chaos.history.Recorder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * One run: nodes, network, clients and faults, put together from its options. First the faults strike and only safety
 * counts; then all is healed, the work goes on, and progress counts; at last everything is read once more.
 */
public final class Bench implements AutoCloseable {
    private static final int MOST_OPERATIONS = 5_000_000;
    private static final Duration NODES_START = Duration.ofSeconds(150);
    private static final Duration CONCLUSION = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(20);

    private static final String START = "start";
    private static final String START_DETAIL = "no answer yet";

    private final RunOptions options;
    private final Consumer<String> progress;
    private final EventLoop loop = new EventLoop();
    private final RunClock clock = new RunClock();
    private final Recorder recorder = new Recorder(clock, MOST_OPERATIONS);
    private final List<Caller> callers = new ArrayList<>();
    private final List<Worker> workers = new ArrayList<>();
    private final SeededRandom dice;
    private final Network network;
    private final Nodes nodes;
    private final Workload workload;
    private Strikes strikes;

    private Bench(RunOptions options, Path directory, Consumer<String> progress) {
        this.options = options;
        this.progress = progress;
        this.dice = new SeededRandom(options.seed());
        this.network = new Network(loop, clock, dice.forPurpose("network"), options.links());
        this.nodes = new Nodes(options.nodes(), new NodeCommand(Words.split(options.node()), directory), loop, network);
        this.workload = Workloads.named(options.workload(), loop, clock, recorder, options.lease());
    }

    /**
     * @param directory for the nodes' logs and data; it exists
     * @param progress takes lines for people
     * @throws io.arbiter.chaos.bench.process.NodeFailedException if a node does what no fault excuses
     */
    public static RunResult run(RunOptions options, Path directory, Consumer<String> progress)
            throws InterruptedException {
        try (var bench = new Bench(options, directory, progress)) {
            return bench.run();
        }
    }

    /** All faults of a run with these options. */
    public static Schedule schedule(RunOptions options) {
        return Schedule.draw(
                new SeededRandom(options.seed()).forPurpose("faults"),
                Nemeses.named(options.nemesis(), options.ground()),
                options.ground(),
                options.times().limit());
    }

    private RunResult run() throws InterruptedException {
        startNodes();
        loop.call(this::engage);
        var pace = new Pace(loop, dice.forPurpose("pace"), options.rate(), workers);
        var ticker = new Ticker(recorder, () -> strikes == null ? START_DETAIL : strikes.current(), progress);
        warmUp(pace, ticker);
        CompletableFuture<Void> healed = safety();
        loop.pass(options.times().limit());
        phase("heal");
        if (!loop.await(healed, NODES_START)) {
            throw new IllegalStateException("the faults did not end: " + strikes.current());
        }
        phase("liveness");
        loop.pass(options.times().liveness());
        boolean concluded = conclude(pace);
        ticker.end();
        phase("end");
        return judge(concluded);
    }

    private void startNodes() throws InterruptedException {
        progress.accept("starting " + options.nodes() + " nodes: " + options.node());
        var started = new CompletableFuture<Void>();
        loop.execute(() -> nodes.start().thenRun(() -> started.complete(null)));
        loop.await(started, NODES_START);
    }

    /** Clients come last: the clock of the run starts with the first of them. */
    private void engage() {
        clock.start();
        List<String> names = nodes.names();
        for (int i = 0; i < names.size() * options.clientsPerNode(); i++) {
            var client = new Client("c" + (i + 1), names.get(i % names.size()), loop, network);
            var caller = new Caller(client, recorder, options.times().timeout());
            callers.add(caller);
            workers.add(workload.worker(caller, dice.forPurpose(client.name())));
        }
    }

    private void remark(String words) {
        recorder.fault("remark", "note", words);
        progress.accept(words);
    }

    /**
     * Nodes answer {@code init} before they can do anything else. The faults wait until they can, for a while, and
     * failures until then count as if a fault were on.
     */
    private void warmUp(Pace pace, Ticker ticker) throws InterruptedException {
        var warm = new CompletableFuture<Void>();
        loop.call(() -> {
            recorder.fault(START, "begin", START_DETAIL);
            pace.begin();
            ticker.begin(loop);
            loop.every(POLL, () -> {
                boolean works = recorder.history().operations().stream().anyMatch(Bench::isDone);
                if (works) {
                    warm.complete(null);
                }
                return !works && strikes == null;
            });
        });
        loop.await(warm, NODES_START);
    }

    private static boolean isDone(Operation operation) {
        return operation.type() == OperationType.OK;
    }

    private CompletableFuture<Void> safety() throws InterruptedException {
        var healed = new CompletableFuture<Void>();
        loop.call(() -> {
            recorder.fault(START, "end", START_DETAIL);
            recorder.phase("safety");
            strikes = new Strikes(loop, recorder, new Scene(network, nodes, workload.leaseHolders(), this::remark));
            strikes.begin(schedule(options)).thenRun(() -> healed.complete(null));
        });
        return healed;
    }

    private void phase(String name) throws InterruptedException {
        loop.call(() -> recorder.phase(name));
    }

    /** @return whether all final requests were answered in time */
    private boolean conclude(Pace pace) throws InterruptedException {
        var concluded = new CompletableFuture<Void>();
        loop.call(() -> {
            pace.end();
            workers.forEach(Worker::leave);
            loop.every(POLL, () -> {
                workers.stream()
                        .filter(worker -> !worker.isAtRest() && worker.isIdle())
                        .forEach(Worker::step);
                boolean atRest = workers.stream().allMatch(Worker::isAtRest);
                if (atRest) {
                    workload.conclude(callers).thenRun(() -> concluded.complete(null));
                }
                return !atRest;
            });
        });
        return loop.await(concluded, CONCLUSION.plus(options.lease().ttl().multipliedBy(4)));
    }

    private RunResult judge(boolean concluded) {
        progress.accept("checking " + recorder.history().operations().size() + " operations");
        List<Verdict> verdicts = new ArrayList<>();
        List<Checker> checkers = new ArrayList<>(workload.checkers());
        checkers.add(new Useful(workload.essentials()));
        checkers.forEach(checker -> verdicts.add(checker.check(recorder.history())));
        if (!concluded) {
            verdicts.add(Verdict.invalid(
                    "final-reads",
                    "healed and left alone, the nodes did not answer all that was " + "asked at last",
                    List.of()));
        }
        return new RunResult(Facts.of(options, network), recorder.history(), verdicts);
    }

    @Override
    public void close() {
        nodes.close();
        loop.close();
    }
}
