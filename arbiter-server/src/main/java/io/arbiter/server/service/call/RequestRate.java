package io.arbiter.server.service.call;

import io.arbiter.core.auth.Principal;
import io.arbiter.server.failure.CallException;
import io.arbiter.server.limit.Admission;
import io.arbiter.server.replica.Replica;
import io.arbiter.server.replica.View;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Bounds the requests of this node's own callers; those that a peer forwards were counted there.
 *
 * <p>A bound must not end a lease (S7). So a renewal beyond the bound goes through all the same if it is due: its
 * session is the caller's own, has been silent for an eighth of its time, and has no other such renewal under way here.
 * The library renews after a third. However many other requests the same identity makes, none of its sessions goes
 * without; and however many renewals it sends, those that go through are a few for each session and TTL. The same holds
 * of the calls that are under way on a node: the waits of one caller end nobody's lease. Thread-safe.
 */
final class RequestRate {
    private static final int DUE_FRACTION = 8;

    private final Admission admission;
    private final Replica replica;
    /** Sessions with a renewal beyond a bound under way; one for each. */
    private final Set<Long> renewing = ConcurrentHashMap.newKeySet();

    RequestRate(Admission admission, Replica replica) {
        this.admission = admission;
        this.replica = replica;
    }

    /** @throws CallException if it is one too many */
    void admit(InFlightCall call) {
        if (call.request().getForwarded()) {
            return;
        }
        admission.request(call.caller()).ifPresent(tooMany -> admitOnlyDueRenewal(call, tooMany));
    }

    /** @throws CallException what is passed, unless it is a renewal that no bound may stop: it is under way then */
    void admitOnlyDueRenewal(InFlightCall call, CallException tooMany) {
        if (!isDueRenewal(call)) {
            throw tooMany;
        }
    }

    private boolean isDueRenewal(InFlightCall call) {
        long session = call.request().getRenewSession().getSessionId();
        boolean due = call.request().hasRenewSession()
                && replica.read(view -> isDue(view, session, call.caller()))
                && renewing.add(session);
        if (due) {
            call.beforeReply(() -> renewing.remove(session));
        }
        return due;
    }

    private static boolean isDue(View view, long session, Principal caller) {
        return view.state()
                .session(session)
                .filter(known -> known.spec().owner().equals(caller))
                .filter(known ->
                        view.silentNanos(session).orElse(0) >= known.spec().silenceNanos() / DUE_FRACTION)
                .isPresent();
    }
}
