package io.arbiter.cli.promotion;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.arbiter.cli.base.ExitCode;
import io.arbiter.cli.base.Output;
import io.arbiter.cli.cluster.Cluster;
import io.arbiter.cli.command.ClusterCommand;
import io.arbiter.cli.command.LimitOption;
import io.arbiter.cli.text.Durations;
import io.arbiter.cli.text.Table;
import io.arbiter.v1.ListPromotionsResponse;
import io.arbiter.v1.PromotionInfo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The ledger of promotions. */
@Command(
        name = "history",
        description = {
            "Tells what became of promotions, the newest first: who asked for which, how it ended, and how long it took.",
            "GRANTED AFTER and READY AFTER count from the request; READY AFTER is the recovery time (RTO)."
        },
        footer = {
            "Examples:",
            "  arbiter history --since 24h",
            "  arbiter history --resource tenants/eu/ -o json",
            "  arbiter history --watch",
            "  arbiter history export"
        },
        subcommands = HistoryExportCommand.class)
public final class HistoryCommand extends ClusterCommand {
    @Mixin
    private final HistoryOptions options = new HistoryOptions();

    @Mixin
    private final LimitOption limit = new LimitOption();

    @Option(
            names = "--watch",
            description = "Go on with each promotion as it ends, a line each; with -o json one object a line.")
    private boolean watch;

    @Override
    public ExitCode run(Cluster cluster, Output output) {
        ListPromotionsResponse found = options.read(cluster, limit::pageAfter);
        if (output.json() && watch) {
            found.getPromotionsList().forEach(promotion -> output.line(new StepTimes(promotion).json()));
        } else if (output.json()) {
            output.object(json(found));
        } else {
            table(found, output);
        }
        if (watch) {
            new EndedPromotions(cluster, options.prefix()).print(found.getRevision() + 1, output);
        }
        return ExitCode.OK;
    }

    private static JsonObject json(ListPromotionsResponse found) {
        var promotions = new JsonArray();
        found.getPromotionsList().forEach(promotion -> promotions.add(new StepTimes(promotion).json()));
        var answer = new JsonObject();
        answer.addProperty("revision", Long.toString(found.getRevision()));
        answer.add("promotions", promotions);
        answer.addProperty("more", found.getMore());
        return answer;
    }

    private static void table(ListPromotionsResponse found, Output output) {
        var table = new Table(
                "ID",
                "RESOURCE",
                "FROM",
                "TO",
                "MODE",
                "REQUESTED",
                "GRANTED AFTER",
                "READY AFTER",
                "RESULT",
                "BY",
                "COMMENT");
        for (PromotionInfo promotion : found.getPromotionsList()) {
            var times = new StepTimes(promotion);
            table.row(
                    promotion.getPromotionId(),
                    promotion.getResource(),
                    promotion.getFromRegion(),
                    promotion.getToRegion(),
                    PromotionText.mode(promotion.getMode()),
                    Durations.instant(times.requestedWallMillis()),
                    times.granted(),
                    times.completed(),
                    PromotionText.state(promotion),
                    PromotionText.who(promotion),
                    promotion.getComment());
        }
        output.table(table);
        if (found.getMore()) {
            output.note("there are older ones: raise --limit, or write all with: arbiter history export");
        }
    }
}
