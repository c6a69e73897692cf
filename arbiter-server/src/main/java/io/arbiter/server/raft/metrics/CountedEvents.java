package io.arbiter.server.raft.metrics;

import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;
import org.apache.ratis.metrics.LongCounter;

/** A counter of the library's, which reads it too. This one only grows: events taken back stay counted. */
final class CountedEvents implements LongCounter {
    private final LongAdder count = new LongAdder();
    private final LongConsumer shown;

    CountedEvents(LongConsumer shown) {
        this.shown = shown;
    }

    @Override
    public void inc(long n) {
        count.add(n);
        shown.accept(n);
    }

    @Override
    public void dec(long n) {
        count.add(-n);
    }

    @Override
    public long getCount() {
        return count.sum();
    }
}
