package io.arbiter.chaos.bench.schedule;

import io.arbiter.chaos.bench.loop.EventLoop;
import io.arbiter.chaos.bench.nemesis.Scene;
import io.arbiter.chaos.history.Recorder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Lets the faults of a schedule strike and end, and records both. On the loop only. */
public final class Strikes {
    private final EventLoop loop;
    private final Recorder recorder;
    private final Scene scene;
    private final Map<Fault, String> on = new LinkedHashMap<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private int left;

    public Strikes(EventLoop loop, Recorder recorder, Scene scene) {
        this.loop = loop;
        this.recorder = recorder;
        this.scene = scene;
    }

    /** Its times count from now. Completes when the last fault has ended and all is whole. */
    public CompletableFuture<Void> begin(Schedule schedule) {
        left = schedule.faults().size();
        if (left == 0) {
            ended.complete(null);
        }
        for (Fault fault : schedule.faults()) {
            loop.after(fault.begin(), () -> begin(fault));
            loop.after(fault.end(), () -> end(fault));
        }
        return ended;
    }

    private void begin(Fault fault) {
        String detail = fault.strike().begin(scene);
        on.put(fault, detail);
        recorder.fault(fault.kind(), "begin", detail);
    }

    private void end(Fault fault) {
        fault.strike().end(scene).thenRun(() -> {
            recorder.fault(fault.kind(), "end", on.remove(fault));
            left--;
            if (left == 0) {
                ended.complete(null);
            }
        });
    }

    /** The present faults, for people; empty if there is none. */
    public String current() {
        return String.join(
                "; ",
                on.entrySet().stream()
                        .map(fault -> fault.getKey().kind() + " " + fault.getValue())
                        .toList());
    }
}
