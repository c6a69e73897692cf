package io.arbiter.cli.text;

import io.arbiter.v1.EndReason;
import io.arbiter.v1.ExplainResponse;
import io.arbiter.v1.GrantBasis;
import io.arbiter.v1.LeaseInfo;
import io.arbiter.v1.NodeRole;
import io.arbiter.v1.PromotionFailure;
import io.arbiter.v1.PromotionState;
import io.arbiter.v1.WaiterInfo;
import java.util.Locale;

/** Names of the wire protocol as people read them. */
public final class DisplayText {

    private DisplayText() {}

    public static String basis(GrantBasis basis) {
        return basis.name().replaceFirst("^GRANT_BASIS_", "");
    }

    public static String end(EndReason reason) {
        return reason.name()
                .replaceFirst("^END_REASON_", "")
                .toLowerCase(Locale.ROOT)
                .replace('_', ' ');
    }

    public static String promotion(PromotionState state) {
        return state.name().replaceFirst("^PROMOTION_STATE_", "");
    }

    public static String failure(PromotionFailure failure) {
        return failure.name()
                .replaceFirst("^PROMOTION_FAILURE_", "")
                .toLowerCase(Locale.ROOT)
                .replace('_', ' ');
    }

    /** When something that stands in the way passes. @param earliestMillis counts only if it can pass by itself */
    public static String passes(boolean byItself, long earliestMillis) {
        return byItself
                ? "Can pass by itself in " + Durations.format(earliestMillis) + "."
                : "Passes only if somebody acts.";
    }

    public static String role(NodeRole role) {
        return role.name().replaceFirst("^NODE_ROLE_", "").toLowerCase(Locale.ROOT);
    }

    public static String condition(ExplainResponse.Condition.Code code) {
        return code.name().replaceFirst("^CODE_", "");
    }

    /** Of a policy. */
    public static String scope(String scope) {
        return scope.isEmpty() ? "all resources" : scope;
    }

    public static String holder(LeaseInfo lease) {
        return who(lease.getRegion(), lease.getSessionId(), lease.getHolder());
    }

    public static String waiter(WaiterInfo waiter) {
        return who(waiter.getRegion(), waiter.getSessionId(), waiter.getHolder());
    }

    private static String who(String region, long session, String holder) {
        return Text.printable(region + " (session " + session + ", " + holder + ")");
    }
}
