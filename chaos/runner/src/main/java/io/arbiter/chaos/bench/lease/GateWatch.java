package io.arbiter.chaos.bench.lease;

import io.arbiter.client.gate.Gate;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Looks at the gate of one lease, as its holder would, and records by true time when it was seen open. A holder that
 * stands still does not look.
 */
final class GateWatch {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);

    private final Gate gate;
    private final Stall stall;
    private final LeaseContext context;
    private final int process;
    private final Map<String, Object> fields;
    private boolean open;
    /** Just before the last look that found it open. */
    private long until;

    private boolean over;

    /** @param process which is used for nothing else meanwhile */
    GateWatch(Gate gate, Stall stall, LeaseContext context, int process, Map<String, Object> fields) {
        this.gate = gate;
        this.stall = stall;
        this.context = context;
        this.process = process;
        this.fields = fields;
    }

    void begin() {
        context.loop().every(BETWEEN_LOOKS, () -> {
            if (!over && !stall.isStopped()) {
                gate.observe();
                isOpen();
            }
            return !over;
        });
    }

    /** Looks. */
    boolean isOpen() {
        long before = context.trueTime().getAsLong();
        boolean found = !over && gate.isOpen();
        if (!found) {
            close();
        } else if (open) {
            until = before;
        } else {
            open = true;
            until = context.recorder().invoke(process, "gate", fields).time();
        }
        return found;
    }

    /** The lease is released or lost: the gate is no longer looked at. */
    void end() {
        over = true;
        close();
    }

    private void close() {
        if (open) {
            open = false;
            Map<String, Object> seen = new LinkedHashMap<>(fields);
            seen.put("until", until);
            context.recorder().ok(process, "gate", seen);
        }
    }
}
