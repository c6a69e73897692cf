package io.arbiter.cli.promotion;

import io.arbiter.cli.base.CliException;
import io.arbiter.cli.base.ExitCode;
import io.arbiter.cli.cluster.Cluster;
import io.arbiter.cli.text.Text;
import io.arbiter.v1.Call;
import io.arbiter.v1.ErrorReason;
import io.arbiter.v1.GetPromotionRequest;
import io.arbiter.v1.GetPromotionResponse;
import io.arbiter.v1.PromotionInfo;
import io.arbiter.v1.Reply;

/** Finds a promotion of a resource. */
final class FoundPromotion {
    private FoundPromotion() {}

    /** @param id 0 for the one that is under way, or else the newest */
    static PromotionInfo of(String resource, long id, Cluster cluster) {
        var request = GetPromotionRequest.newBuilder().setResource(resource).setPromotionId(id);
        GetPromotionResponse found = cluster.read(Call.newBuilder().setGetPromotion(request), Reply::getGetPromotion);
        if (!found.hasPromotion()) {
            throw CliException.builder(ExitCode.NOT_FOUND, ErrorReason.PROMOTION_UNKNOWN.name())
                    .message((id == 0 ? "no promotion" : "promotion " + id) + " of " + Text.printable(resource)
                            + (id == 0 ? " is remembered" : " is not remembered"))
                    .fact("resource", resource)
                    .remedy("see which there are: arbiter promotion ls")
                    .build();
        }
        return found.getPromotion();
    }
}
