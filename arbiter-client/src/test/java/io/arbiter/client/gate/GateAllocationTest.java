package io.arbiter.client.gate;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The gate is asked before every write: it must not make garbage, open or closed. */
class GateAllocationTest {
    private static final int CALLS = 1_000_000;

    @Test
    void askingAllocatesNothing() {
        Gate open = new Gate(ClientClock.system(), Duration.ofHours(1), 10_000);
        open.renewed(SendTime.now(ClientClock.system()));
        Gate closed = new Gate(ClientClock.system(), Duration.ofHours(1), 10_000);
        askOften(open, closed);

        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long id = Thread.currentThread().getId();
        long before = thread.getThreadAllocatedBytes(id);
        int opened = askOften(open, closed);
        long allocated = thread.getThreadAllocatedBytes(id) - before;

        assertThat(opened).isEqualTo(CALLS);
        // Reading the counter itself may allocate a little; a million calls that did would be millions of
        // bytes.
        assertThat(allocated).isLessThan(10_000);
    }

    private static int askOften(Gate open, Gate closed) {
        int opened = 0;
        for (int i = 0; i < CALLS; i++) {
            opened += open.isOpen() ? 1 : 0;
            opened += closed.isOpen() ? 1 : 0;
        }
        return opened;
    }
}
