package io.arbiter.cli.promotion;

import io.arbiter.cli.cluster.Cluster;
import io.arbiter.cli.command.Converters;
import io.arbiter.v1.ListPromotionsResponse;
import java.time.Duration;
import java.util.function.IntUnaryOperator;
import picocli.CommandLine.Option;

/** Which part of the ledger. */
final class HistoryOptions {
    @Option(
            names = "--resource",
            paramLabel = "PREFIX",
            defaultValue = "",
            description = "What the names begin with. Default: every resource.")
    private String prefix;

    @Option(
            names = "--since",
            paramLabel = "DURATION",
            converter = Converters.Age.class,
            description = "Only what was asked for in the last so long, by this machine's clock. Default: all.")
    private Duration since;

    String prefix() {
        return prefix;
    }

    /** The newest first. */
    ListPromotionsResponse read(Cluster cluster, IntUnaryOperator nextPage) {
        long oldest = since == null ? Long.MIN_VALUE : System.currentTimeMillis() - since.toMillis();
        return new Ledger(cluster, prefix, false)
                .read(nextPage, promotion -> new StepTimes(promotion).requestedWallMillis() >= oldest);
    }
}
