package io.arbiter.client.internal.lease;

import io.arbiter.client.internal.context.ClientContext;
import io.arbiter.client.internal.transport.EventLoop;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The handover of one lease, once an operator asks for it: the writer stops, the gate closes, the lease is transferred,
 * in this order. It delays no gate: a gate closes by itself, whatever is under way here. Confined to the loop.
 */
public final class Handover {
    private static final Logger LOG = LoggerFactory.getLogger(Handover.class);

    private final ClientContext context;
    private final HeldLease lease;
    private Drain drain;
    private Duration limit;
    /** 0 if nobody asked. Written in the loop. */
    private volatile long receiver;

    private CompletableFuture<Void> draining;
    private EventLoop.Timer timeout = EventLoop.Timer.NONE;
    private boolean done;

    /** Stops a writer. */
    public interface Drain {
        /** Starts; completes, in any thread, when the writer has stopped. */
        CompletableFuture<Void> begin();

        /** It took too long, and is no longer awaited. */
        void expired();
    }

    Handover(ClientContext context, HeldLease lease) {
        this.context = context;
        this.lease = lease;
    }

    /** What comes before the gate is closed. */
    public void drain(Duration atMost, Drain first) {
        if (draining == null) {
            limit = atMost;
            drain = first;
        }
    }

    /** The session to which an operator wants it handed over; from any thread. */
    OptionalLong receiver() {
        long asked = receiver;
        return asked == 0 ? OptionalLong.empty() : OptionalLong.of(asked);
    }

    /** An operator requests a handover; while the writer is being stopped the newest request counts. */
    public void request(long toSessionId) {
        receiver = toSessionId;
        if (draining != null) {
            return;
        }
        if (drain == null) {
            finish();
            return;
        }
        LOG.info("draining before the handover of {} to session {}", lease, toSessionId);
        timeout = context.loop().schedule(this::expired, limit.toNanos());
        draining = drain.begin();
        context.continueInLoop(draining, (stopped, failure) -> {
            if (failure != null && !done) {
                LOG.warn("the drain of {} failed; handing it over all the same", lease, failure);
            }
            finish();
        });
    }

    private void expired() {
        if (!done) {
            LOG.warn("the drain of {} took longer than {}; handing it over", lease, limit);
            finish();
            drain.expired();
        }
    }

    private void finish() {
        if (!done) {
            end();
            lease.handOver(receiver);
        }
    }

    /** There is nothing left to hand over. */
    void end() {
        done = true;
        timeout.cancel();
    }
}
