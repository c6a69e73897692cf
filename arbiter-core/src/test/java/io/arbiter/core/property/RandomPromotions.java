package io.arbiter.core.property;

import io.arbiter.core.command.Command;
import io.arbiter.core.command.LeaseRef;
import io.arbiter.core.command.OperatorAction;
import io.arbiter.core.command.PeriodKind;
import io.arbiter.core.command.PromotionRequest;
import io.arbiter.core.promotion.Promotion;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Requests of promotions, mostly sensible ones, and what follows on them; some repeat an earlier one unfaithfully. */
final class RandomPromotions {
    private static final OperatorAction CAROL = new OperatorAction("carol", "moves west");
    private final SplittableRandom random;
    private final Picture picture;
    private final List<PromotionRequest> asked = new ArrayList<>();

    RandomPromotions(SplittableRandom random, Picture picture) {
        this.random = random;
        this.picture = picture;
    }

    Command request() {
        boolean again = !asked.isEmpty() && random.nextInt(6) == 0;
        PromotionRequest request = again ? altered(asked.get(random.nextInt(asked.size()))) : fresh();
        asked.add(request);
        return new Command.RequestPromotion(request);
    }

    private PromotionRequest fresh() {
        List<String> contested = picture.queues.keySet().stream()
                .filter(r -> !picture.queue(r).isEmpty())
                .toList();
        boolean sensible = !contested.isEmpty() && random.nextInt(5) > 0;
        String name = sensible ? pick(contested) : "r" + (1 + random.nextInt(5));
        Fact.Granted holder = picture.held.get(name);
        String there = holder == null ? "us-east" : picture.region(holder.session());
        boolean moves = random.nextInt(5) > 0;
        long token = holder == null ? random.nextInt(3) : holder.token() - (random.nextInt(4) == 0 ? 1 : 0);
        return new PromotionRequest(
                "p" + random.nextInt(1_000),
                name,
                there.equals("us-east") == moves ? "us-west" : "us-east",
                pick(List.of(PromotionRequest.Mode.values())),
                random.nextInt(3) == 0 ? PromotionRequest.Trigger.AUTOMATED : PromotionRequest.Trigger.MANUAL_OVERRIDE,
                random.nextBoolean() ? 0 : token,
                random.nextInt(4) > 0,
                random.nextBoolean(),
                CAROL);
    }

    /** As from a program that repeats its request, but not faithfully, at times. */
    private PromotionRequest altered(PromotionRequest first) {
        int which = random.nextInt(7);
        return new PromotionRequest(
                first.requestId(),
                which == 0 ? "r1" : first.resource(),
                first.toRegion(),
                which == 1 ? PromotionRequest.Mode.GRACEFUL : first.mode(),
                first.trigger(),
                which == 2 ? first.expectedToken() + 1 : first.expectedToken(),
                which == 3 || first.acceptsDataLoss(),
                which == 4 || first.overrides(),
                first.by());
    }

    Command cancel() {
        Promotion promotion = promotion();
        return promotion == null || random.nextInt(8) == 0
                ? new Command.CancelPromotion("r1", 1 + random.nextInt(30), CAROL)
                : new Command.CancelPromotion(promotion.resource(), promotion.id(), CAROL);
    }

    Command complete() {
        Promotion promotion = promotion();
        if (promotion == null) {
            return new Command.CompletePromotion(new LeaseRef("r1", 1, 1), 1);
        }
        Fact.Granted holder = picture.held.get(promotion.resource());
        var lease = holder == null
                ? new LeaseRef(promotion.resource(), 1, 1)
                : new LeaseRef(promotion.resource(), holder.session(), holder.token());
        return new Command.CompletePromotion(lease, promotion.id());
    }

    Command endPeriod() {
        var periods = picture.periods();
        if (periods.isEmpty() || random.nextInt(8) == 0) {
            return new Command.EndPeriod(
                    "r" + (1 + random.nextInt(5)), pick(List.of(PeriodKind.values())), 1 + random.nextInt(9));
        }
        String name = pick(List.copyOf(periods.keySet()));
        String[] period = pick(periods.get(name)).split(" ");
        return new Command.EndPeriod(name, PeriodKind.valueOf(period[0]), Long.parseLong(period[1]));
    }

    /** Mostly one that is under way; null if there never was one. */
    private Promotion promotion() {
        if (!picture.promotionsOpen.isEmpty() && random.nextInt(5) > 0) {
            return pick(List.copyOf(picture.promotionsOpen.values()));
        }
        return picture.promotionsOver.isEmpty() ? null : pick(picture.promotionsOver);
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
