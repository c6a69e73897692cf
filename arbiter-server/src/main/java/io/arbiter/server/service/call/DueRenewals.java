package io.arbiter.server.service.call;

import io.arbiter.core.expiry.MonotonicClock;
import io.arbiter.server.access.AccessCheck;
import io.arbiter.server.access.Ownership;
import io.arbiter.server.replica.Replica;
import io.arbiter.server.replica.View;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The renewals that no bound refuses, because a bound must not end a lease (S7). A renewal is one if its caller may
 * make it, its session has been silent for an eighth of its time, no other such renewal of it is under way here, and
 * none was let through within the last {@value #TRIES}th of that time: one that is cancelled at once leaves its session
 * as silent as it was.
 *
 * <p>The library renews after a third. So whatever else is asked of this node, by the same identity or by others, no
 * session goes without; and however many are sent, at most {@value #TRIES} go through for each session and TTL.
 * Thread-safe.
 */
final class DueRenewals {
    private static final int DUE_FRACTION = 8;
    private static final int TRIES = 64;
    /** Beyond so many, those are forgotten that stop nothing any more. */
    private static final int REMEMBERED = 4_096;

    private final Replica replica;
    private final MonotonicClock clock;
    private final Ownership ownership;
    /** Under way beyond a bound, by session. */
    private final Map<Long, InFlightCall> beyond = new ConcurrentHashMap<>();

    /** When the next of a session may go through. */
    private final Map<Long, Long> nextNanos = new HashMap<>();

    DueRenewals(Replica replica, MonotonicClock clock, Ownership ownership) {
        this.ownership = ownership;
        this.replica = replica;
        this.clock = clock;
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
        OptionalLong silence = replica.read(view -> silenceIfDue(view, call));
        boolean first = silence.isPresent()
                && takeTry(session, silence.getAsLong() / TRIES)
                && beyond.putIfAbsent(session, call) == null;
        if (first) {
            call.beforeReply(() -> beyond.remove(session, call));
        }
        return first;
    }

    private synchronized boolean takeTry(long session, long apartNanos) {
        long now = clock.nanos();
        Long next = nextNanos.get(session);
        if (next != null && now - next < 0) {
            return false;
        }
        if (nextNanos.size() >= REMEMBERED) {
            nextNanos.values().removeIf(past -> now - past >= 0);
        }
        nextNanos.put(session, now + apartNanos);
        return true;
    }

    /** The silence that ends the session; empty if its renewal is not due. */
    private OptionalLong silenceIfDue(View view, InFlightCall call) {
        long session = call.request().getRenewSession().getSessionId();
        long silence = view.state()
                .session(session)
                .map(known -> known.spec().silenceNanos())
                .orElse(0L);
        boolean isDue = silence > 0
                && view.silentNanos(session).orElse(0) >= silence / DUE_FRACTION
                && AccessCheck.allows(view.state(), ownership, call.request(), call.caller());
        return isDue ? OptionalLong.of(silence) : OptionalLong.empty();
    }
}
