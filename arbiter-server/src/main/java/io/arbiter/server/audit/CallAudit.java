package io.arbiter.server.audit;

import io.arbiter.v1.Call;
import io.arbiter.v1.Reply;
import java.time.Instant;
import java.util.function.BiPredicate;
import java.util.function.Consumer;

/**
 * Keeps the calls that {@link AuditRule} names. Each act is kept as it is, done, failed or in doubt; only denials are
 * thinned out: what was refused for want of a right or by a limit, and whatever else came of the call of somebody who
 * had no right to make it, since he can cause that as often as he likes. What counts is the right that he had when the
 * call came: one that was revoked before the reply makes no denial of an act, nor one that was granted an act of a
 * denial. Thread-safe.
 */
public final class CallAudit {
    private final AuditLog log;
    private final BiPredicate<Call, String> mayMake;

    /** @param mayMake whether the caller with that identity may make the call, as far as this node knows now */
    public CallAudit(AuditLog log, BiPredicate<Call, String> mayMake) {
        this.log = log;
        this.mayMake = mayMake;
    }

    /**
     * A call has come.
     *
     * @param caller the identity of its certificate; empty if it showed none
     * @return keeps it with its reply
     */
    public Consumer<Reply> taken(String caller, Call call) {
        boolean permitted = AuditRule.isAct(call) && mayMake.test(call, caller);
        return reply -> AuditRule.of(call, reply, caller, Instant.now()).ifPresent(event -> keep(event, permitted));
    }

    private void keep(AuditEvent event, boolean permitted) {
        if (event.isDenial() || !event.isDone() && !permitted) {
            log.recordDenial(event);
        } else {
            log.record(event);
        }
    }
}
