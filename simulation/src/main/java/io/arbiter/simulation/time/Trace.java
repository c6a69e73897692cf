package io.arbiter.simulation.time;

import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Consumer;

/**
 * A readable account of a run. Off by default, because formatting costs more than the run itself: a failed seed is run
 * again with it.
 */
public final class Trace {
    private static final int LAST = 60;

    private final Consumer<String> sink;
    private final ArrayDeque<String> last = new ArrayDeque<>();
    private final Scheduler time;

    private Trace(Scheduler time, Consumer<String> sink) {
        this.time = time;
        this.sink = sink;
    }

    /** Records nothing if {@code sink} is null. */
    static Trace to(Scheduler time, Consumer<String> sink) {
        return new Trace(time, sink);
    }

    public void record(Object who, String what, Object... facts) {
        if (sink == null) {
            return;
        }
        String line = "%10.6f s  %-9s %s".formatted(time.now() / 1e9, who, what.formatted(facts));
        sink.accept(line);
        last.addLast(line);
        if (last.size() > LAST) {
            last.removeFirst();
        }
    }

    /** The newest lines. */
    public List<String> last() {
        return List.copyOf(last);
    }
}
