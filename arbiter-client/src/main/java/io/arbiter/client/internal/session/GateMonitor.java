package io.arbiter.client.internal.session;

import io.arbiter.client.gate.GateState;
import io.arbiter.client.internal.context.ClientContext;
import io.arbiter.client.internal.lease.Shortfall;
import io.arbiter.client.internal.transport.EventLoop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notifies a session's leases when the gate changes. It only notifies: the gate closes by itself, also if
 * this never runs. Confined to the loop.
 */
final class GateMonitor {
    private static final Logger LOG = LoggerFactory.getLogger(GateMonitor.class);
    static final int LOOKS_PER_TTL = 12;

    private final ClientContext context;
    private final Session session;
    private EventLoop.Timer next = EventLoop.Timer.NONE;
    private GateState last = GateState.HELD;
    private boolean stopped;

    GateMonitor(ClientContext context, Session session) {
        this.context = context;
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
            session.renewer().begin();
        }
        long often = session.ttlNanos() / LOOKS_PER_TTL;
        long change = now == GateState.CLOSED ? often : session.gate().nanosToNextState();
        next = context.loop().schedule(this::look, Math.min(often, change));
    }

    private void note(GateState now) {
        last = now;
        if (now == GateState.HELD) {
            LOG.info(
                    "session {} is renewed again; {} leases open",
                    session.id(),
                    session.leases().size());
        } else {
            LOG.warn(
                    "session {} is {}: {}; {} leases, {} of safe time left",
                    session.id(),
                    now,
                    Shortfall.of(session.gate()).detail(),
                    session.leases().size(),
                    session.gate().timeRemaining());
        }
    }

    void stop() {
        stopped = true;
        next.cancel();
    }
}
