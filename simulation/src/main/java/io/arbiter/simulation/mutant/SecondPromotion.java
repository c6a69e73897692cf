package io.arbiter.simulation.mutant;

import io.arbiter.core.command.Command;
import io.arbiter.core.machine.ApplyResult;
import io.arbiter.core.machine.LeaseMachine;
import io.arbiter.core.machine.PromotionLedger;
import io.arbiter.core.machine.StateSnapshot;
import io.arbiter.core.promotion.Promotion;
import java.util.ArrayList;
import java.util.List;

/** Applies the request of a promotion as if no other one of its resource were under way, and puts that one back. */
final class SecondPromotion {
    private SecondPromotion() {}

    static ApplyResult apply(LeaseMachine machine, long index, long wallMillis, Command.RequestPromotion request) {
        List<Promotion> others = machine
                .state()
                .promotions()
                .ofResource(request.request().resource())
                .stream()
                .toList();
        if (others.isEmpty()) {
            return machine.apply(index, wallMillis, request);
        }
        StateSnapshot image = machine.image();
        var rest = new ArrayList<>(image.promotions().promotions());
        rest.removeAll(others);
        machine.restore(SnapshotEdit.with(
                image, new PromotionLedger.Image(image.promotions().lastId(), rest)));
        ApplyResult applied = machine.apply(index, wallMillis, request);
        StateSnapshot after = machine.image();
        var all = new ArrayList<>(after.promotions().promotions());
        all.addAll(others);
        machine.restore(SnapshotEdit.with(
                after, new PromotionLedger.Image(after.promotions().lastId(), all)));
        return applied;
    }
}
