package io.arbiter.core.property;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.core.machine.LeaseMachine;
import io.arbiter.core.machine.SnapshotCursor;
import io.arbiter.core.machine.StateSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Reads one capture after the other, a key at a time, and demands that each is the state at its start. */
final class CaptureReading {
    private final SplittableRandom random;
    private final List<StateSnapshot.SessionImage> sessions = new ArrayList<>();
    private final List<StateSnapshot.ResourceImage> resources = new ArrayList<>();
    private SnapshotCursor capture;
    private StateSnapshot expected;

    CaptureReading(SplittableRandom random) {
        this.random = random;
    }

    /** Starts, reads on, ends or waits, by chance. */
    void goOn(LeaseMachine machine) {
        if (capture == null) {
            begin(machine);
        } else if (random.nextBoolean()) {
            readOn();
        }
    }

    private void begin(LeaseMachine machine) {
        expected = machine.image();
        capture = machine.capture();
        sessions.clear();
        resources.clear();
    }

    private void readOn() {
        if (capture.hasMoreSessions()) {
            sessions.addAll(capture.nextSessions(1));
        } else if (capture.hasMoreResources()) {
            resources.addAll(capture.nextResources(1));
        } else {
            assertThat(capture.rest().with(sessions, resources))
                    .as("the state at the capture")
                    .isEqualTo(expected);
            capture.close();
            capture = null;
        }
    }
}
