package io.arbiter.cli.region;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.arbiter.cli.base.CliException;
import io.arbiter.cli.base.ExitCode;
import io.arbiter.cli.base.Output;
import io.arbiter.cli.cluster.Cluster;
import io.arbiter.cli.cluster.Deadline;
import io.arbiter.cli.command.ClusterCommand;
import io.arbiter.cli.command.Converters;
import io.arbiter.cli.command.PromotionOptions;
import io.arbiter.cli.text.Table;
import io.arbiter.client.ArbiterAdmin;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A command that promotes many resources. */
@Command
abstract class RegionMoveCommand extends ClusterCommand {
    /** Of those that did not move, for people; programs get all. */
    private static final int SHOWN = 20;

    private static final int MOST_AT_ONCE = 256;

    @Parameters(paramLabel = "REGION", converter = Converters.Region.class, description = "The region.")
    private String region;

    @Option(
            names = "--prefix",
            paramLabel = "PREFIX",
            defaultValue = "",
            description = "Only resources that begin with it. Default: all.")
    private String prefix;

    @Mixin
    private final PromotionOptions options = new PromotionOptions();

    @Option(
            names = "--parallel",
            paramLabel = "N",
            defaultValue = "32",
            converter = Converters.Positive.class,
            description = "So many promotions at once, at most 256. Default: ${DEFAULT-VALUE}.")
    private long parallel;

    @Option(names = "--dry-run", description = "Change nothing: tell what would move, and what stands in the way.")
    private boolean dryRun;

    @Option(
            names = "--wait",
            paramLabel = "DURATION",
            converter = Converters.Wait.class,
            defaultValue = "1h",
            description = "How long to go on; the same command goes on afterwards. Default: ${DEFAULT-VALUE}.")
    private Duration wait;

    /** What is to move. */
    abstract List<Move> plan(MovePlan plan, String ofRegion);

    @Override
    public ExitCode run(Cluster cluster, Output output) {
        if (parallel > MOST_AT_ONCE) {
            throw usage("--parallel is " + parallel + ": expected at most " + MOST_AT_ONCE);
        }
        List<Move> moves = cluster.change(admin -> plan(new MovePlan(admin, prefix), region));
        var left = new Deadline(wait);
        ArbiterAdmin admin = cluster.client().admin();
        List<Callable<Moved>> tasks =
                moves.stream().map(move -> task(admin, move, left)).toList();
        List<Moved> moved = new MoveRun((int) parallel, output::note).run(tasks);
        report(moved, output);
        if (!moved.stream().allMatch(Moved::isDone)) {
            boolean known = moved.stream().noneMatch(one -> one.outcome() == Moved.Outcome.NOT_KNOWN);
            throw CliException.builder(known ? ExitCode.REFUSED : ExitCode.OUTCOME_UNKNOWN, "NOT_ALL_MOVED")
                    .message(moved.stream().filter(one -> !one.isDone()).count() + " of " + moved.size()
                            + (dryRun ? " would not move" : " have not moved"))
                    .remedy("clear what stands in the way, and repeat this command: it goes on with the rest")
                    .build();
        }
        return ExitCode.OK;
    }

    private Callable<Moved> task(ArbiterAdmin admin, Move move, Deadline left) {
        var task =
                new MoveTask(admin, move, (resource, to) -> options.modelRequest(resource, to, cli().around()), left);
        return dryRun ? task::preview : task::carryOut;
    }

    private static void report(List<Moved> moved, Output output) {
        Map<Moved.Outcome, Integer> counts = new EnumMap<>(Moved.Outcome.class);
        moved.forEach(one -> counts.merge(one.outcome(), 1, Integer::sum));
        if (output.json()) {
            output.object(json(moved));
            return;
        }
        if (moved.isEmpty()) {
            output.say("nothing is to move");
            return;
        }
        var summary = new Table("OUTCOME", "RESOURCES");
        counts.forEach(summary::row);
        output.table(summary);
        List<Moved> others = moved.stream().filter(one -> !one.isDone()).toList();
        if (!others.isEmpty()) {
            var table = new Table("RESOURCE", "TO", "REASON", "DETAIL");
            others.stream()
                    .limit(SHOWN)
                    .forEach(one -> table.row(one.move().resource(), one.to(), one.reason(), one.detail()));
            output.table(table);
        }
        if (others.size() > SHOWN) {
            output.note((others.size() - SHOWN) + " more have not moved: -o json names all");
        }
    }

    private static JsonObject json(List<Moved> moved) {
        var all = new JsonArray();
        moved.forEach(one -> all.add(one.json()));
        var answer = new JsonObject();
        answer.add("moves", all);
        return answer;
    }
}
