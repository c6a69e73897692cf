package io.arbiter.server.audit;

import io.arbiter.v1.Call;
import io.arbiter.v1.Reply;
import java.time.Instant;
import java.util.function.BiPredicate;

/**
 * Keeps the calls that {@link AuditRule} names. Each act is kept as it is, done, failed or in doubt; only denials are
 * thinned out: what was refused for want of a right or by a limit, and whatever else came of the call of somebody who
 * has no right to make it, since he can cause that as often as he likes. Thread-safe.
 */
public final class CallAudit {
    private final AuditLog log;
    private final BiPredicate<Call, String> mayMake;

    /** @param mayMake whether the caller with that identity may make the call, as far as this node knows */
    public CallAudit(AuditLog log, BiPredicate<Call, String> mayMake) {
        this.log = log;
        this.mayMake = mayMake;
    }

    /** @param caller the identity of its certificate; empty if it showed none */
    public void answered(String caller, Call call, Reply reply) {
        AuditRule.of(call, reply, caller, Instant.now()).ifPresent(event -> {
            if (event.isDenial() || !event.isDone() && !mayMake.test(call, caller)) {
                log.recordDenial(event);
            } else {
                log.record(event);
            }
        });
    }
}
