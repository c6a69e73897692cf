package io.arbiter.cli.region;

import io.arbiter.cli.command.Converters;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Empties a region. */
@Command(
        name = "evacuate",
        description = {
            "Promotes all that REGION holds, or that stays in it because its holder died there, to other regions.",
            "Each goes to whoever is served first of those that wait elsewhere: its policy decides. If this is "
                    + "interrupted, the same command goes on with the rest."
        },
        footer = {
            "Examples:",
            "  arbiter region evacuate us-east --comment drill --dry-run",
            "  arbiter region evacuate us-east --comment drill --parallel 64",
            "  arbiter region evacuate us-east --comment lost --force --accept-data-loss",
            "",
            "Exits with 1 unless all have moved; with 6 if some may or may not move yet."
        })
public final class RegionEvacuateCommand extends RegionMoveCommand {
    @Option(
            names = "--to",
            paramLabel = "REGION",
            converter = Converters.Region.class,
            description = "All to this region. Default: by policy.")
    private String to;

    @Override
    List<Move> plan(MovePlan plan, String ofRegion) {
        return plan.evacuation(ofRegion, to == null ? "" : to);
    }
}
