package io.arbiter.cli.promotion;

import io.arbiter.cli.cluster.Cluster;
import io.arbiter.v1.Call;
import io.arbiter.v1.ListPromotionsRequest;
import io.arbiter.v1.ListPromotionsResponse;
import io.arbiter.v1.PromotionInfo;
import io.arbiter.v1.Reply;
import java.util.function.IntUnaryOperator;
import java.util.function.Predicate;

/** Reads the promotions that are remembered, page by page, the newest first. */
final class Ledger {
    private final Cluster cluster;
    private final String prefix;
    private final boolean openOnly;

    Ledger(Cluster cluster, String prefix, boolean openOnly) {
        this.cluster = cluster;
        this.prefix = prefix;
        this.openOnly = openOnly;
    }

    /** @param nextPage the size of the next page after so many that are wanted; zero if no more are */
    ListPromotionsResponse read(IntUnaryOperator nextPage, Predicate<PromotionInfo> wanted) {
        var all = ListPromotionsResponse.newBuilder();
        long before = 0;
        int size = nextPage.applyAsInt(0);
        do {
            ListPromotionsResponse page = page(size, before);
            for (PromotionInfo promotion : page.getPromotionsList()) {
                before = promotion.getPromotionId();
                if (wanted.test(promotion)) {
                    all.addPromotions(promotion);
                }
            }
            all.setRevision(page.getRevision()).setMore(page.getMore() && page.getPromotionsCount() > 0);
            size = nextPage.applyAsInt(all.getPromotionsCount());
        } while (all.getMore() && size > 0);
        return all.build();
    }

    private ListPromotionsResponse page(int size, long before) {
        var request = ListPromotionsRequest.newBuilder()
                .setPrefix(prefix)
                .setOpenOnly(openOnly)
                .setPageSize(size)
                .setBeforePromotionId(before);
        return cluster.read(Call.newBuilder().setListPromotions(request), Reply::getListPromotions);
    }
}
