package io.arbiter.cli;

import io.arbiter.v1.EndReason;
import io.arbiter.v1.LeaseInfo;
import io.arbiter.v1.Proof;
import io.arbiter.v1.WaiterInfo;
import java.util.Locale;

/** The wire's words as people read them. */
final class Words {

    private Words() {
    }

    static String proof(Proof proof) {
        return proof.name().replaceFirst("^PROOF_", "");
    }

    static String end(EndReason reason) {
        return reason.name().replaceFirst("^END_REASON_", "").toLowerCase(Locale.ROOT)
                .replace('_', ' ');
    }

    static String holder(LeaseInfo lease) {
        return who(lease.getRegion(), lease.getSessionId(), lease.getHolder());
    }

    static String waiter(WaiterInfo waiter) {
        return who(waiter.getRegion(), waiter.getSessionId(), waiter.getHolder());
    }

    private static String who(String region, long session, String holder) {
        return Text.printable(region + " (session " + session + ", " + holder + ")");
    }
}
