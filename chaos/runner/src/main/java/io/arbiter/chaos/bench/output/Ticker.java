package io.arbiter.chaos.bench.output;

import io.arbiter.chaos.bench.loop.EventLoop;
import io.arbiter.chaos.history.Operation;
import io.arbiter.chaos.history.OperationType;
import io.arbiter.chaos.history.Recorder;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A line now and then while a run goes on: its time, its operations, and the present fault. On the loop only. */
public final class Ticker {
    private static final Duration PERIOD = Duration.ofSeconds(5);

    private final Recorder recorder;
    private final Supplier<String> fault;
    private final Consumer<String> out;
    private long ticks;
    private boolean over;

    /** @param fault the present fault; empty if there is none */
    public Ticker(Recorder recorder, Supplier<String> fault, Consumer<String> out) {
        this.recorder = recorder;
        this.fault = fault;
        this.out = out;
    }

    public void begin(EventLoop loop) {
        loop.every(PERIOD, () -> {
            if (!over) {
                out.accept(line(++ticks * PERIOD.toSeconds()));
            }
            return !over;
        });
    }

    private String line(long seconds) {
        List<Operation> all = recorder.history().operations();
        return "%5d s   ok %,d   fail %,d   info %,d   %s"
                .formatted(
                        seconds,
                        count(all, OperationType.OK),
                        count(all, OperationType.FAIL),
                        count(all, OperationType.INFO),
                        fault.get())
                .stripTrailing();
    }

    private static long count(List<Operation> all, OperationType type) {
        return all.stream()
                .filter(operation -> operation.type() == type
                        && !operation.isByNemesis()
                        && !operation.f().equals("gate"))
                .count();
    }

    public void end() {
        over = true;
    }
}
