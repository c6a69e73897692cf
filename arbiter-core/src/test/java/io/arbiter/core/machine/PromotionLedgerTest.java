package io.arbiter.core.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.core.command.OperatorAction;
import io.arbiter.core.command.PromotionRequest;
import io.arbiter.core.promotion.Promotion;
import io.arbiter.core.promotion.PromotionFailure;
import io.arbiter.core.promotion.PromotionState;
import io.arbiter.core.promotion.PromotionStep;
import org.junit.jupiter.api.Test;

/** The ledger is bounded by count and age, and drops what ended first. */
class PromotionLedgerTest {
    private static final long DAY = 24L * 3_600_000;
    private final State state = new State(new Limits(9, 9, 9, 9, 9, 9, 9, 5, 2_000));
    private final PromotionLedger ledger = state.promotions();

    private Promotion begun(String name) {
        var request = new PromotionRequest(
                "r-" + name,
                name,
                "us-west",
                PromotionRequest.Mode.GRACEFUL,
                PromotionRequest.Trigger.MANUAL_OVERRIDE,
                0,
                false,
                false,
                new OperatorAction("alice", "moves"));
        var promotion = new Promotion(
                ledger.nextId(), request, "us-east", 1, new PromotionStep(PromotionState.REQUESTED, 1, 0));
        ledger.put(promotion);
        return promotion;
    }

    private void end(Promotion promotion, long wallMillis) {
        state.counters = state.counters.at(1, wallMillis);
        ledger.put(promotion.failed(
                new PromotionStep(PromotionState.FAILED, 1, wallMillis), PromotionFailure.DRAIN_TIMEOUT));
    }

    @Test
    void beyondTheCountTheFirstThatEndedIsDroppedAndNoneThatIsUnderWay() {
        Promotion open = begun("open");
        for (int i = 0; i < 2_001; i++) {
            end(begun("r" + i), i);
        }
        assertThat(ledger.ended()).hasSize(2_000);
        assertThat(ledger.find(2)).isEmpty();
        assertThat(ledger.find(3)).isPresent();
        assertThat(ledger.find(open.id())).contains(open);
        end(open, 3_000);
        assertThat(ledger.find(open.id())).as("it ended last").isPresent();
        assertThat(ledger.find(3)).isEmpty();
    }

    @Test
    void whatIsOldIsDroppedBeyondASmallerCount() {
        for (int i = 0; i < 1_500; i++) {
            end(begun("r" + i), i);
        }
        assertThat(ledger.ended()).hasSize(1_500);
        end(begun("late"), 401 * DAY);
        assertThat(ledger.ended())
                .as("however far the wall clock goes, these stay")
                .hasSize(PromotionLedger.KEPT);
    }

    @Test
    void aRepeatFindsItsPromotionAsLongAsItIsRemembered() {
        Promotion first = begun("a");
        assertThat(ledger.ofRequest(first.request())).contains(first);
        end(first, 1);
        assertThat(ledger.ofRequest(first.request())).isPresent();
        for (int i = 0; i < 2_000; i++) {
            end(begun("r" + i), 2);
        }
        assertThat(ledger.ofRequest(first.request())).isEmpty();
    }
}
