package io.arbiter.chaos.cluster;

import io.arbiter.chaos.arguments.SeedRange;
import io.arbiter.chaos.check.Verdict;
import io.arbiter.chaos.check.Verdict.Validity;
import io.arbiter.chaos.cluster.verdict.Evidence;
import io.arbiter.chaos.cluster.verdict.Judgement;
import io.arbiter.chaos.history.History;
import io.arbiter.chaos.history.JsonLines;
import io.arbiter.chaos.history.Operation;
import io.arbiter.chaos.report.IndexPage;
import io.arbiter.chaos.report.Report;
import io.arbiter.chaos.report.RunRow;
import io.arbiter.chaos.report.TextSummary;
import io.arbiter.chaos.report.data.RunInfo;
import io.arbiter.chaos.servers.UnhealthyException;
import io.arbiter.testsupport.files.FileTree;
import io.arbiter.testsupport.html.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PrimitiveIterator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Many seeds, one after another, on one stage while they leave it healthy; after a violation on a new one. Keeps the
 * tapes of failed seeds, and of no others.
 */
final class SeedSweep implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(3);

    private final ClusterOptions options;
    private final boolean keepGoing;
    private final Progress progress;
    private final Tally tally = new Tally();
    private final List<RunRow> rows = new ArrayList<>();
    private Stage stage;
    private int stages;
    private volatile boolean closed;

    /** @param progress receives each seed as it ends */
    SeedSweep(ClusterOptions options, boolean keepGoing, Progress progress) {
        this.options = options;
        this.keepGoing = keepGoing;
        this.progress = progress;
    }

    Tally tally() {
        return tally;
    }

    /** Until the seeds, or the time, are over, or a seed fails and the options do not ask to keep going. */
    void run(SeedRange seeds, Duration length) throws IOException, InterruptedException, SQLException {
        long start = System.nanoTime();
        PrimitiveIterator.OfLong next = seeds.stream().iterator();
        boolean go = true;
        while (go && next.hasNext() && System.nanoTime() - start < length.toNanos()) {
            go = play(next.nextLong()) || keepGoing;
        }
        IndexPage.write(options.out().resolve("index.html"), rows);
    }

    private boolean play(long seed) throws IOException, InterruptedException, SQLException {
        long start = System.nanoTime();
        Path tapes = options.out().resolve("seed-" + seed);
        Evidence evidence;
        try {
            openStage();
            evidence = new SeedRun(options, stage, seed, tapes).play();
        } catch (UnhealthyException unhealthy) {
            evidence = new Evidence(
                    new History(List.of()),
                    List.of(),
                    List.of(),
                    List.of(unhealthy.getMessage()),
                    List.of(),
                    List.of());
        }
        List<Verdict> verdicts = Judgement.of(evidence, options.ttl());
        boolean valid = Verdict.together(verdicts) == Validity.VALID;
        tally.add(seed, evidence.history(), verdicts);
        keep(seed, evidence.history(), verdicts, tapes);
        say(seed, evidence, verdicts, Duration.ofNanos(System.nanoTime() - start));
        if (!valid) {
            closeStage();
        }
        return valid;
    }

    /** Healthy, whatever the seed before did. */
    private void openStage() throws IOException, InterruptedException, SQLException, UnhealthyException {
        if (closed) {
            throw new InterruptedException("told to stop");
        }
        if (stage == null) {
            Files.createDirectories(options.out());
            stage = Stage.open(options, options.out().resolve("stage-" + ++stages));
        }
        stage.regions().awaitHealthy(START);
    }

    private void keep(long seed, History history, List<Verdict> verdicts, Path tapes) throws IOException {
        boolean valid = Verdict.together(verdicts) == Validity.VALID;
        boolean reported = !valid || rows.isEmpty();
        String report = reported ? "seed-" + seed + "/report.html" : "";
        History shown = history.filter(operation -> !operation.f().equals("machine-stall"));
        rows.add(RunRow.of(seed, "cluster", String.join(",", options.kinds()), shown, verdicts, report));
        if (reported) {
            JsonLines.write(history, tapes.resolve("history.jsonl"));
            Report.write(options.out().resolve(report), info(seed), shown, verdicts);
        } else {
            FileTree.delete(tapes);
        }
    }

    RunInfo info(long seed) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("seed", String.valueOf(seed));
        facts.put("faults", options.kinds().isEmpty() ? "none" : String.join(",", options.kinds()));
        facts.put("safety phase", options.safety().toMillis() / 1e3 + " s");
        facts.put("death", Death.draw(seed).toString());
        facts.put("TTL", options.ttl().toMillis() / 1e3 + " s");
        facts.put("rate", options.rate() + "/s in each region");
        return new RunInfo("three regions, seed " + seed, options.command(seed), facts);
    }

    private void say(long seed, Evidence evidence, List<Verdict> verdicts, Duration took) {
        Validity worst = Verdict.together(verdicts);
        long ok = evidence.history().calls().stream().filter(History.Call::isOk).count();
        progress.say(Format.of(
                "seed %d: %s, %d calls ok, %s, %.1f s (%s)",
                seed, worst, ok, Death.draw(seed), took.toMillis() / 1e3, phases(evidence.history())));
        if (worst != Validity.VALID) {
            progress.print(TextSummary.of(info(seed), evidence.history(), verdicts));
            progress.print("logs, tapes and report: " + options.out());
        }
    }

    private static String phases(History history) {
        List<Operation> phases = history.faults().stream()
                .filter(remark -> remark.f().equals("phase"))
                .toList();
        return IntStream.range(0, Math.max(0, phases.size() - 1))
                .mapToObj(i -> Format.of(
                        "%s %.1f s",
                        phases.get(i).text("name"),
                        (phases.get(i + 1).time() - phases.get(i).time()) / 1e9))
                .collect(Collectors.joining(", "));
    }

    private synchronized void closeStage() throws IOException, InterruptedException {
        if (stage != null) {
            stage.close();
            stage = null;
        }
    }

    /** Also from another thread, as at Ctrl-C: the running seed ends, and no other starts any more. */
    @Override
    public void close() {
        closed = true;
        try {
            closeStage();
        } catch (IOException failed) {
            progress.say("while cleaning up: " + failed.getMessage());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
