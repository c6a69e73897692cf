package io.arbiter.chaos.cluster;

import io.arbiter.chaos.arguments.Arguments;
import io.arbiter.chaos.servers.Regions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The holder process of each region, and the earlier ones. Thread-safe. */
final class Holders {
    /** Process numbers of each process in a history; the observer's come below. */
    private static final int NUMBERS = 10_000;

    private final ClusterOptions options;
    private final Regions regions;
    private final String jdbcUrl;
    private final Map<String, HolderProcess> current = new LinkedHashMap<>();
    private final List<Path> tapes = new ArrayList<>();
    private Scene scene;
    private int started;

    /** The run that every process started from now on takes part in. */
    private record Scene(Path directory, String run, long seed) {}

    Holders(ClusterOptions options, Regions regions, String jdbcUrl) throws IOException {
        this.options = options;
        this.regions = regions;
        this.jdbcUrl = jdbcUrl;
        for (String region : Regions.NAMES) {
            start(region);
        }
    }

    private synchronized HolderProcess start(String region) throws IOException {
        started++;
        String name = region + "/" + started;
        Path directory = regions.directory().resolve("holders");
        Arguments arguments = new Arguments()
                .option("--name", name)
                .option("--region", region)
                .option("--endpoints", String.join(",", regions.endpoints(region)))
                .option("--jdbc", jdbcUrl)
                .option("--ttl-millis", options.ttl().toMillis())
                .option("--rate", options.rate())
                .option("--first-process", started * NUMBERS)
                .option("--state", directory.resolve("state"));
        if (!options.guarded()) {
            arguments.flag("--without-guard");
        }
        HolderProcess process = HolderProcess.start(
                name,
                directory.resolve(region + ".log"),
                List.of("-Djdk.net.hosts.file=" + regions.hostsFile(region)),
                arguments.words());
        current.put(region, process);
        return process;
    }

    synchronized HolderProcess of(String region) {
        return current.get(region);
    }

    /** Every process takes part in a new run; so do those that are restarted during it. */
    synchronized List<CompletableFuture<Void>> begin(Path directory, String run, long seed) throws IOException {
        Files.createDirectories(directory);
        scene = new Scene(directory, run, seed);
        tapes.clear();
        List<CompletableFuture<Void>> answers = new ArrayList<>();
        for (HolderProcess process : current.values()) {
            answers.add(join(process));
        }
        return answers;
    }

    private CompletableFuture<Void> join(HolderProcess process) {
        Path tape = scene.directory().resolve(process.name().replace('/', '-') + ".jsonl");
        tapes.add(tape);
        return process.tell("begin " + tape + " " + scene.run() + " " + scene.seed());
    }

    /** Replaces the killed one. It takes part in the run as soon as it can. */
    synchronized CompletableFuture<Void> restart(String region) throws IOException {
        return join(start(region));
    }

    /** For the next run: takes no part in this one. */
    synchronized void replace(String region) throws IOException {
        start(region);
    }

    /** Ends, by force if need be, whatever faults may have left. */
    synchronized void heal() throws IOException, InterruptedException {
        for (String region : Regions.NAMES) {
            HolderProcess process = current.get(region);
            process.resume();
            if (!process.isAlive()) {
                restart(region);
            }
        }
    }

    /** Sends a command to all, and waits until all have done it. @throws TimeoutException if one has not, in time */
    void tell(List<String> who, String command, Duration patience)
            throws InterruptedException, ExecutionException, TimeoutException {
        List<CompletableFuture<Void>> answers =
                who.stream().map(region -> of(region).tell(command)).toList();
        await(answers, command, patience);
    }

    static void await(List<CompletableFuture<Void>> answers, String what, Duration patience)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                    .get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            long open = answers.stream().filter(answer -> !answer.isDone()).count();
            throw new TimeoutException("'" + what + "': after " + patience.toSeconds() + " s " + open + " of "
                    + answers.size() + " holder processes are not done");
        }
    }

    /** The tapes of the processes of this run, those of killed ones included. */
    synchronized List<Path> tapes() {
        return tapes.stream().filter(Files::exists).toList();
    }

    void close() throws InterruptedException {
        for (HolderProcess process : current.values()) {
            process.kill();
        }
    }
}
