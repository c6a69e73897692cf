package io.arbiter.server.access;

import static io.arbiter.v1.PromotionMode.PROMOTION_MODE_FORCED;
import static io.arbiter.v1.PromotionMode.PROMOTION_MODE_GRACEFUL;
import static io.arbiter.v1.PromotionMode.PROMOTION_MODE_GRACEFUL_THEN_FORCED;
import static io.arbiter.v1.PromotionMode.PROMOTION_MODE_UNSPECIFIED;
import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.core.auth.Permission;
import io.arbiter.v1.Call;
import io.arbiter.v1.PromotionMode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whoever may ask a holder may not yet do without its answer, or pass over a rule. */
class PromotionRightsTest {
    private static List<Rule.Need> needs(PromotionMode mode, boolean override) {
        var call = Call.newBuilder();
        call.getRequestPromotionBuilder().setResource("orders").setMode(mode).setOverride(override);
        return Rules.of(Call.RequestCase.REQUEST_PROMOTION).needs().apply(call.build());
    }

    private static Rule.Need need(Permission permission) {
        return new Rule.Need(permission, "orders");
    }

    @Test
    void eachModeNeedsItsOwn() {
        assertThat(needs(PROMOTION_MODE_GRACEFUL, false)).containsExactly(need(Permission.PROMOTE));
        assertThat(needs(PROMOTION_MODE_FORCED, false)).containsExactly(need(Permission.PROMOTE_FORCED));
        assertThat(needs(PROMOTION_MODE_GRACEFUL_THEN_FORCED, false))
                .containsExactly(need(Permission.PROMOTE), need(Permission.PROMOTE_FORCED));
        assertThat(needs(PROMOTION_MODE_GRACEFUL, true))
                .containsExactly(need(Permission.PROMOTE), need(Permission.PROMOTE_OVERRIDING));
    }

    @Test
    void whatNamesNoModeNeedsTheMost() {
        assertThat(needs(PROMOTION_MODE_UNSPECIFIED, false))
                .containsExactly(need(Permission.PROMOTE), need(Permission.PROMOTE_FORCED));
    }
}
