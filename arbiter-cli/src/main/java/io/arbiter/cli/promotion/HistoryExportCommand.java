package io.arbiter.cli.promotion;

import io.arbiter.cli.base.ExitCode;
import io.arbiter.cli.base.Output;
import io.arbiter.cli.cluster.Cluster;
import io.arbiter.cli.command.ClusterCommand;
import io.arbiter.v1.PromotionInfo;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The whole ledger, for keeping. */
@Command(
        name = "export",
        description = {
            "Writes every promotion that is remembered, the oldest first, one JSON object a line.",
            "The arbiter drops old ones: beyond the newest 10,000, and beyond the newest 1,000 after 400 days."
        },
        footer = {
            "Examples:",
            "  arbiter history export",
            "  arbiter history export --since 720h --resource tenants/eu/"
        })
public final class HistoryExportCommand extends ClusterCommand {
    private static final int PAGE = 1_000;

    @Mixin
    private final HistoryOptions options = new HistoryOptions();

    @Override
    public ExitCode run(Cluster cluster, Output output) {
        List<PromotionInfo> found = options.read(cluster, seen -> PAGE).getPromotionsList();
        for (int i = found.size() - 1; i >= 0 && !output.lost(); i--) {
            output.line(new StepTimes(found.get(i)).json());
        }
        output.note(found.size() + " promotions");
        return ExitCode.OK;
    }
}
