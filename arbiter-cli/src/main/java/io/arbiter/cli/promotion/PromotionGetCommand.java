package io.arbiter.cli.promotion;

import io.arbiter.cli.base.ExitCode;
import io.arbiter.cli.base.Output;
import io.arbiter.cli.cluster.Cluster;
import io.arbiter.cli.command.ClusterCommand;
import io.arbiter.cli.command.Converters;
import io.arbiter.cli.text.Text;
import io.arbiter.v1.PromotionInfo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** One promotion with its steps. */
@Command(
        name = "get",
        description = "Shows a promotion of RESOURCE with its steps. Exits with 3 if there is none.",
        footer = {"Examples:", "  arbiter promotion get orders", "  arbiter promotion get orders --id 7 -o json"})
public final class PromotionGetCommand extends ClusterCommand {
    @Parameters(paramLabel = "RESOURCE", converter = Converters.Resource.class, description = "What is promoted.")
    private String resource;

    @Mixin
    private final PromotionIdOption which = new PromotionIdOption();

    @Override
    public ExitCode run(Cluster cluster, Output output) {
        PromotionInfo promotion = FoundPromotion.of(resource, which.id(), cluster);
        if (output.json()) {
            output.object(promotion);
            return ExitCode.OK;
        }
        output.say(PromotionText.outcome(promotion));
        output.say(Text.printable("asked for by " + PromotionText.who(promotion) + ": " + promotion.getComment()));
        int number = 1;
        for (var step : promotion.getStepsList()) {
            output.say(PromotionText.step(promotion, step, number++ == promotion.getStepsCount()));
        }
        return ExitCode.OK;
    }
}
