package io.arbiter.server.service.call;

import io.arbiter.server.access.AccessCheck;
import io.arbiter.server.replica.Replica;
import io.arbiter.server.replica.View;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The renewals that no bound refuses, because a bound must not end a lease (S7). A renewal is one if its caller may
 * make it, its session has been silent for an eighth of its time, and no other such renewal of it is under way here.
 *
 * <p>The library renews after a third. So whatever else is asked of this node, by the same identity or by others, no
 * session goes without; and however many renewals are sent, those that go through are a few for each session and TTL.
 * Thread-safe.
 */
final class DueRenewals {
    private static final int DUE_FRACTION = 8;

    private final Replica replica;
    /** Under way beyond a bound, by session. */
    private final Map<Long, InFlightCall> beyond = new ConcurrentHashMap<>();

    DueRenewals(Replica replica) {
        this.replica = replica;
    }

    /** Whether the call goes through; one that has passed a bound passes the next. */
    boolean admits(InFlightCall call) {
        if (!call.request().hasRenewSession()) {
            return false;
        }
        long session = call.request().getRenewSession().getSessionId();
        InFlightCall other = beyond.get(session);
        if (other != null) {
            return other == call;
        }
        boolean first = replica.read(view -> isDue(view, call)) && beyond.putIfAbsent(session, call) == null;
        if (first) {
            call.beforeReply(() -> beyond.remove(session, call));
        }
        return first;
    }

    private static boolean isDue(View view, InFlightCall call) {
        long session = call.request().getRenewSession().getSessionId();
        return view.state()
                        .session(session)
                        .filter(known -> view.silentNanos(session).orElse(0)
                                >= known.spec().silenceNanos() / DUE_FRACTION)
                        .isPresent()
                && AccessCheck.allows(view.state(), call.request(), call.caller());
    }
}
