package io.arbiter.demo;

import io.arbiter.demo.orders.OrdersTable;
import io.arbiter.demo.report.CheckList;
import io.arbiter.demo.report.Palette;
import io.arbiter.demo.writer.WriterEvent;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Runs the demo. Exit status: 0 if every check holds, 1 if one fails or the demo cannot go on, 2 for wrong
 * arguments.
 */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Two regions want to write one table. One of them is killed, paused and cut off.",
        footer = {"", "Example:", "  deploy/three-region/demo --short"})
public final class DemoMain implements Callable<Integer> {
    private static final Duration WRITING = Duration.ofSeconds(6);
    private static final Duration SHORT_WRITING = Duration.ofSeconds(2);

    @Option(names = "--short", description = "Write for 2 s instead of 6 s between the faults.")
    private boolean shortRun;

    @Option(
            names = "--without-guard",
            description = "Leave PostgreSQL's guard out, to see what it prevents:"
                    + " the late writes are accepted, tokens go back, and the demo fails.")
    private boolean withoutGuard;

    @Option(names = "--width", defaultValue = "100", description = "Columns to draw in. Default: 100.")
    private int width;

    @Option(names = "--ascii", description = "Draw without Unicode signs.")
    private boolean ascii;

    @Option(names = "--color", description = "Use colours. Default: on a terminal.")
    private boolean colour;

    @Option(names = "--scripts", hidden = true, required = true)
    private Path scripts;

    @Option(names = "--run", hidden = true, required = true)
    private Path run;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new DemoMain()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        FileOutputStream stdout = new FileOutputStream(FileDescriptor.out);
        Progress progress = new Progress(new PrintStream(stdout, true, StandardCharsets.UTF_8));
        Duration writing = shortRun ? SHORT_WRITING : WRITING;
        Stage stage = new Stage(new DemoOptions(scripts, run, writing, !withoutGuard), progress);
        Runtime.getRuntime().addShutdownHook(new Thread(stage::interrupt, "clean-up"));
        try (stage;
                StallWatch stalls = new StallWatch()) {
            stalls.start();
            return play(stage, stalls) ? 0 : 1;
        } catch (Exception failed) {
            if (!stage.isInterrupted()) {
                progress.title("FAIL  " + failed);
                progress.line("logs: " + run);
            }
            return 1;
        }
    }

    private boolean play(Stage stage, StallWatch stalls) throws Exception {
        stage.open();
        Scenario scenario = new Scenario(stage);
        scenario.run();
        Instant end = Instant.now();
        stage.progress().say("the writers stop");
        // The waiter first: nobody must be granted the lease that the holder releases.
        stage.writer(Regions.WEST).stop();
        stage.writer(Regions.EAST).stop();
        Map<String, List<List<WriterEvent>>> events = new LinkedHashMap<>();
        for (String region : Regions.writing()) {
            events.put(region, stage.writer(region).events());
        }
        Evidence evidence = new Evidence(
                OrdersTable.read(stage.database()),
                stage.observer().tenures(end),
                events,
                scenario.failovers(),
                scenario.healedToken(),
                stalls.stalls());
        CheckList checks = new CheckList(palette());
        new Verdict(evidence, checks).judge();
        checks.check(
                OrdersTable.refusesPlainSql(stage.database()),
                "plain SQL without a token is refused",
                "one INSERT tried");
        stage.progress().line("");
        new FinalReport(evidence, palette(), width).lines(end).forEach(stage.progress()::line);
        return conclude(checks, stage.progress());
    }

    private Palette palette() {
        return ascii ? Palette.ascii(colour) : Palette.unicode(colour);
    }

    private boolean conclude(CheckList checks, Progress progress) {
        progress.line("");
        checks.lines().forEach(progress::line);
        progress.line("");
        String result = checks.failures() + " checks FAILED; logs: " + run;
        progress.line(checks.holds() ? "all checks hold" : result);
        return checks.holds();
    }
}
