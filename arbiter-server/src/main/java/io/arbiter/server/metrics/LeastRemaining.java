package io.arbiter.server.metrics;

import io.arbiter.core.machine.Session;
import io.arbiter.server.replica.Replica;
import io.arbiter.server.replica.View;
import java.util.Iterator;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The time left to the most silent of all sessions that hold something. There may be a million: they are visited in
 * short steps, so that no command waits for the replica's lock any longer than for another command.
 */
final class LeastRemaining {
    private static final int SESSIONS_PER_STEP = 1_000;
    private static final double NANOS_PER_SECOND = 1e9;

    private final Replica replica;

    /** @param lastSession the last one looked at, or {@link Long#MAX_VALUE} after the end */
    private record Step(long lastSession, long leastNanos) {}

    LeastRemaining(Replica replica) {
        this.replica = replica;
    }

    /** Empty if nobody holds anything, and on every node but the leader. */
    OptionalDouble seconds() {
        Step step = new Step(Long.MIN_VALUE, Long.MAX_VALUE);
        while (step.lastSession() != Long.MAX_VALUE) {
            Step before = step;
            step = replica.read(view -> next(view, before));
        }
        return step.leastNanos() == Long.MAX_VALUE
                ? OptionalDouble.empty()
                : OptionalDouble.of(step.leastNanos() / NANOS_PER_SECOND);
    }

    private static Step next(View view, Step before) {
        Iterator<Session> sessions = view.state()
                .sessions()
                .tailMap(before.lastSession(), false)
                .values()
                .iterator();
        long last = before.lastSession();
        long least = before.leastNanos();
        for (int i = 0; i < SESSIONS_PER_STEP && sessions.hasNext(); i++) {
            Session session = sessions.next();
            last = session.id();
            OptionalLong left = session.leases().isEmpty() ? OptionalLong.empty() : view.remainingNanos(session.id());
            least = Math.min(least, left.orElse(Long.MAX_VALUE));
        }
        return new Step(sessions.hasNext() ? last : Long.MAX_VALUE, least);
    }
}
