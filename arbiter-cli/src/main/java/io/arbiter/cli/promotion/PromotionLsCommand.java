package io.arbiter.cli.promotion;

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
import picocli.CommandLine.Parameters;

/** Lists promotions, the newest first. */
@Command(
        name = "ls",
        description = "Lists the promotions of resources that begin with PREFIX, or all, the newest first.",
        footer = {"Examples:", "  arbiter promotion ls --open", "  arbiter promotion ls tenants/eu/ -o json"})
public final class PromotionLsCommand extends ClusterCommand {
    @Parameters(
            paramLabel = "PREFIX",
            arity = "0..1",
            defaultValue = "",
            description = "What the names begin with. Default: every resource.")
    private String prefix;

    @Option(names = "--open", description = "Only those that are under way.")
    private boolean open;

    @Mixin
    private final LimitOption limit = new LimitOption();

    @Override
    public ExitCode run(Cluster cluster, Output output) {
        ListPromotionsResponse found = new Ledger(cluster, prefix, open).read(limit::pageAfter, promotion -> true);
        if (output.json()) {
            output.object(found);
            return ExitCode.OK;
        }
        var table = new Table("ID", "RESOURCE", "FROM", "TO", "MODE", "REQUESTED", "STATE");
        for (PromotionInfo promotion : found.getPromotionsList()) {
            table.row(
                    promotion.getPromotionId(),
                    promotion.getResource(),
                    promotion.getFromRegion(),
                    promotion.getToRegion(),
                    PromotionText.mode(promotion.getMode()),
                    Durations.instant(new StepTimes(promotion).requestedWallMillis()),
                    PromotionText.state(promotion));
        }
        output.table(table);
        if (found.getMore()) {
            output.note("more promotions match: raise --limit, or give a longer PREFIX");
        }
        return ExitCode.OK;
    }
}
