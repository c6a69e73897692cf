package io.arbiter.cli.promotion;

import io.arbiter.cli.cluster.Cluster;
import io.arbiter.cli.command.Converters;
import picocli.CommandLine.Option;

/** Which promotion of a resource. */
final class PromotionIdOption {
    @Option(
            names = "--id",
            paramLabel = "ID",
            converter = Converters.Positive.class,
            description = "The promotion. Default: the one that is under way, or else the newest.")
    private Long id;

    /** 0 if none was named. */
    long id() {
        return id == null ? 0 : id;
    }

    /** The one that was named, without asking for it; else the default, which is looked up. */
    long id(String resource, Cluster cluster) {
        return id == null ? FoundPromotion.of(resource, 0, cluster).getPromotionId() : id;
    }
}
