package io.arbiter.chaos.cluster;

import io.arbiter.chaos.cluster.holder.Observer;
import io.arbiter.chaos.faults.FaultListener;
import io.arbiter.chaos.faults.spec.Fault;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Notes each strike on the observer's tape. Thread-safe. */
final class FaultNotes implements FaultListener {
    private final Observer observer;
    private final List<String> failures = new CopyOnWriteArrayList<>();

    FaultNotes(Observer observer) {
        this.observer = observer;
    }

    @Override
    public void began(Fault fault) {
        observer.note(fault.kind(), Map.of("phase", "begin", "detail", fault.detail()));
    }

    @Override
    public void ended(Fault fault) {
        observer.note(fault.kind(), Map.of("phase", "end", "detail", fault.detail()));
    }

    @Override
    public void failed(Fault fault, Exception why) {
        failures.add(fault.kind() + " of " + fault.detail() + ": " + why);
    }

    /** Faults that could not strike or be ended. */
    List<String> failures() {
        return Collections.unmodifiableList(failures);
    }
}
