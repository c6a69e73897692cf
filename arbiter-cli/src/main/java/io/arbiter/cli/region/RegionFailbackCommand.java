package io.arbiter.cli.region;

import java.util.List;
import picocli.CommandLine.Command;

/** Brings back what belongs into a region. */
@Command(
        name = "failback",
        description = {
            "Promotes to REGION all that is held elsewhere and whose policy prefers REGION to all other regions.",
            "Somebody of REGION has to wait for each. What was moved a short while ago cools down: wait, or --override. "
                    + "If this is interrupted, the same command goes on with the rest."
        },
        footer = {
            "Examples:",
            "  arbiter region failback us-east --comment 'drill is over' --dry-run",
            "  arbiter region failback us-east --comment 'drill is over' --override",
            "",
            "Exits with 1 unless all have moved; with 6 if some may or may not move yet."
        })
public final class RegionFailbackCommand extends RegionMoveCommand {
    @Override
    List<Move> plan(MovePlan plan, String ofRegion) {
        return plan.failback(ofRegion);
    }
}
