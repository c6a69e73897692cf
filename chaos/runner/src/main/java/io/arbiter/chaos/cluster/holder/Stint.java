package io.arbiter.chaos.cluster.holder;

import io.arbiter.chaos.cluster.holder.Holding.Held;
import io.arbiter.testsupport.process.Daemon;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * One process's part in one run: contends while faults strike, and afterwards either holds leases until it is stopped
 * or waits for the leases of a process that is.
 */
final class Stint {
    private static final int CONTENDED = 3;
    private static final Duration WAIT = Duration.ofMinutes(5);

    private final String run;
    private final List<String> contended;
    private final Tape tape;
    private final GateLooks gates;
    private final StallNotes stalls;
    private final Crew crew;
    private final Pace pace;
    private final Reader reader;
    private final ExecutorService threads = Executors.newCachedThreadPool(Daemon.named("stint"));
    private final List<Future<?>> contending = new ArrayList<>();
    private final Map<Holding, Held> held = new ConcurrentHashMap<>();

    /** @param run begins the name of every resource of this run */
    Stint(HolderOptions options, Path file, String run, long seed) throws IOException {
        this.run = run;
        contended = IntStream.range(0, CONTENDED)
                .mapToObj(i -> run + "/shared-" + i)
                .toList();
        tape = new Tape(file, options.firstProcess());
        gates = new GateLooks(tape);
        stalls = new StallNotes(options.region(), tape);
        crew = new Crew(options, run, tape, gates);
        pace = new Pace(1_000L * (Crew.CONTENDERS + 1) / options.rate());
        var random = new SplittableRandom(seed * 31 + options.name().hashCode());
        reader = new Reader(crew.reader(), contended, pace, random.split());
        threads.execute(gates);
        threads.execute(stalls);
        for (Holding holding : crew.contenders()) {
            contending.add(threads.submit(new Contender(holding, contended, pace, random.split())));
        }
        contending.add(threads.submit(reader));
    }

    /** Ends the contention: waiting clients are granted their leases first, and release them. */
    void drain() throws InterruptedException, ExecutionException {
        pace.end();
        for (Future<?> one : contending) {
            one.get();
        }
    }

    /** Each client takes a lease of its own and keeps it. */
    void hold() throws InterruptedException, ExecutionException {
        each((holding, resource) -> holding.acquire(resource, WAIT).ifPresent(one -> held.put(holding, one)));
        if (held.size() < Crew.CONTENDERS) {
            throw new IllegalStateException("only " + held.size() + " of " + Crew.CONTENDERS + " leases were granted");
        }
    }

    /** Each client waits for one held lease, writes under it, and releases it. */
    void await() throws InterruptedException, ExecutionException {
        each((holding, resource) -> {
            Held granted = holding.acquire(resource, WAIT)
                    .orElseThrow(
                            () -> new IllegalStateException(holding.client().name() + " was not granted " + resource));
            granted.chain().write(holding.newValue());
            holding.client().writeRecord(granted.lease(), holding.newValue());
            holding.letGo(granted, false);
        });
    }

    /** Writes once more under the leases that {@link #hold} took, as if no time had passed. */
    void writeLate() {
        held.forEach((holding, one) -> one.chain().write(holding.newValue()));
    }

    /** Reads everything, over this region's node first. */
    void readAll() {
        reader.readAll();
    }

    /** A client's work with its lease. */
    private interface Task {
        void run(Holding holding, String resource);
    }

    private void each(Task task) throws InterruptedException, ExecutionException {
        List<Callable<Void>> tasks = new ArrayList<>();
        for (int i = 0; i < crew.contenders().size(); i++) {
            Holding holding = crew.contenders().get(i);
            String resource = HolderMain.lastLeases(run).get(i);
            tasks.add(() -> {
                task.run(holding, resource);
                return null;
            });
        }
        for (Future<Void> done : threads.invokeAll(tasks)) {
            done.get();
        }
    }

    /** Closes the sessions, so that the next run finds nobody waiting. */
    void end() throws IOException, InterruptedException {
        pace.end();
        crew.close();
        gates.stop();
        stalls.stop();
        threads.shutdown();
        if (!threads.awaitTermination(10, TimeUnit.SECONDS)) {
            throw new IllegalStateException("a client goes on 10 s after it was closed");
        }
        tape.close();
    }
}
