package io.arbiter.bench.micro;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Bytes that this thread allocates, by the virtual machine's own count. */
final class Allocation {
    /** A call that allocates takes at least 16 bytes, and so many times that; reading the count takes far less. */
    static final long NOTHING = 100_000;

    private static final int CALLS = 100_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Allocation() {}

    /** Bytes that many calls take, once the first ones have loaded what they need. */
    static long of(Runnable body) {
        repeat(body);
        long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
        repeat(body);
        return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
    }

    private static void repeat(Runnable body) {
        for (int i = 0; i < CALLS; i++) {
            body.run();
        }
    }
}
