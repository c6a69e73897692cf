package io.arbiter.client;

import io.arbiter.client.gate.GateState;
import io.arbiter.client.transport.EventLoop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a session's leases when the gate changes. It only tells: the gate closes by itself, also if this
 * never runs. Confined to the loop.
 */
final class GateWatch {
    private static final Logger LOG = LoggerFactory.getLogger(GateWatch.class);
    private static final int LOOKS_PER_TTL = 12;

    private final Parts parts;
    private final Session session;
    private EventLoop.Timer next = EventLoop.Timer.NONE;
    private GateState last = GateState.HELD;
    private boolean stopped;

    GateWatch(Parts parts, Session session) {
        this.parts = parts;
        this.session = session;
    }

    /** Looks at the gate now, and again when its state would change, or sooner: wall clocks jump. */
    void look() {
        if (stopped) {
            return;
        }
        next.cancel();
        session.gate().observe();
        GateState now = session.gate().state();
        if (now != last) {
            note(now);
        }
        session.leases().forEach(lease -> lease.tell(now));
        if (now != GateState.HELD) {
            session.heartbeat().begin();
        }
        long often = session.ttlNanos() / LOOKS_PER_TTL;
        long change = now == GateState.LOST ? often : session.gate().nanosToNextState();
        next = parts.loop().schedule(this::look, Math.min(often, change));
    }

    private void note(GateState now) {
        last = now;
        if (now == GateState.HELD) {
            LOG.info("session {} is renewed again; {} leases open", session.id(), session.leases().size());
        } else {
            LOG.warn("session {} is {}: no renewal was acknowledged; {} leases, {} of safe time left",
                    session.id(),
                    now, session.leases().size(), session.gate().safeFor());
        }
    }

    void stop() {
        stopped = true;
        next.cancel();
    }
}
