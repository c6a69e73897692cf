package io.arbiter.chaos.cluster.holder;

import io.arbiter.testsupport.process.Daemon;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * A holder process. Reads commands from its standard input, one a line, carries each out, and answers
 * {@code ok COMMAND} or {@code failed COMMAND: why}:
 *
 * <ul>
 * <li>{@code begin FILE RUN SEED}: opens the tape FILE, and contends for the leases of RUN
 * <li>{@code drain}: ends that; answers once all that waited had their lease
 * <li>{@code hold}: takes leases and keeps them
 * <li>{@code await}: waits for leases that are held, writes under them, releases them
 * <li>{@code late}: writes once more under the leases of {@code hold}
 * <li>{@code read}: reads every holder and every record
 * <li>{@code end}: closes the sessions and the tape
 * </ul>
 *
 * <p>Ends when its standard input does: it never outlives the process that started it.
 */
@Command(name = "holder", description = "The clients of one region.")
public final class HolderMain implements Callable<Integer> {
    @Option(names = "--name", required = true)
    private String name;

    @Option(names = "--region", required = true)
    private String region;

    @Option(names = "--endpoints", required = true, split = ",")
    private List<String> endpoints;

    @Option(names = "--jdbc", required = true)
    private String jdbcUrl;

    @Option(names = "--ttl-millis", required = true)
    private long ttlMillis;

    @Option(names = "--rate", required = true)
    private int rate;

    @Option(names = "--without-guard")
    private boolean withoutGuard;

    @Option(names = "--first-process", required = true)
    private int firstProcess;

    @Option(names = "--state", required = true)
    private Path state;

    private Stint stint;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new HolderMain()).execute(arguments));
    }

    @Override
    public Integer call() throws InterruptedException {
        var answers = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        var commands = new LinkedBlockingQueue<String>();
        Daemon.start("commands", () -> listen(commands));
        while (true) {
            String[] words = commands.take().split(" ");
            try {
                carryOut(words);
                answers.println("ok " + words[0]);
            } catch (IOException | ExecutionException | RuntimeException failed) {
                answers.println("failed " + words[0] + ": " + failed);
            }
        }
    }

    /** Beside the work, so that the end of the input is noticed while a command waits for a lease. */
    private static void listen(Queue<String> commands) {
        var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        input.lines().forEach(commands::add);
        Runtime.getRuntime().halt(0);
    }

    private void carryOut(String[] words) throws IOException, InterruptedException, ExecutionException {
        switch (words[0]) {
            case "begin" -> stint = new Stint(options(), Path.of(words[1]), words[2], Long.parseLong(words[3]));
            case "drain" -> stint.drain();
            case "hold" -> stint.hold();
            case "await" -> stint.await();
            case "late" -> stint.writeLate();
            case "read" -> stint.readAll();
            case "end" -> stint.end();
            default -> throw new IllegalArgumentException("expected a command of HolderMain");
        }
    }

    /** The leases of {@code hold} and {@code await}, one for each client of a process. */
    public static List<String> lastLeases(String run) {
        return IntStream.range(0, Crew.CONTENDERS)
                .mapToObj(i -> run + "/last-" + i)
                .toList();
    }

    private HolderOptions options() {
        return new HolderOptions(
                name,
                region,
                endpoints,
                jdbcUrl,
                Duration.ofMillis(ttlMillis),
                rate,
                !withoutGuard,
                firstProcess,
                state);
    }
}
