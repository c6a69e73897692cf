package io.arbiter.core.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arbiter.core.collection.MapCursor;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Thousands of random runs ({@code RandomCommandsTest}) show that the cursor reads the state of its moment. */
class SnapshotCursorTest {
    private final TreeMap<String, Integer> live = new TreeMap<>();

    @Test
    void whatWasReadIsNotKeptAndWhatWasNotIsKeptOnce() {
        live.put("a", 1);
        live.put("b", 2);
        live.put("d", 4);
        var capture = new MapCursor<String, Integer, Integer>(live, Function.identity());
        assertThat(capture.next(1)).containsExactly(1);
        put(capture, "a", 10);
        put(capture, "b", 20);
        put(capture, "b", 21);
        put(capture, "c", 30);
        remove(capture, "d");
        put(capture, "d", 40);
        var rest = new ArrayList<Integer>();
        while (!capture.isComplete()) {
            rest.addAll(capture.next(1));
        }
        assertThat(rest).containsExactly(2, 4);
    }

    @Test
    void whatIsRemovedBehindTheLastKeyIsStillRead() {
        live.put("a", 1);
        live.put("z", 26);
        var capture = new MapCursor<String, Integer, Integer>(live, Function.identity());
        remove(capture, "z");
        put(capture, "y", 25);
        assertThat(capture.next(10)).containsExactly(1, 26);
        assertThat(capture.isComplete()).isTrue();
    }

    @Test
    void eachOfSeveralReadsTheStateOfItsOwnMoment() {
        var machines = new Machines();
        long first = machines.open("a", 0);
        SnapshotCursor snapshot = machines.machine.capture();
        long second = machines.open("b", 0);
        SnapshotCursor backup = machines.machine.capture();
        machines.open("c", 0);
        snapshot.close();
        machines.open("d", 0);
        assertThat(backup.nextSessions(10))
                .extracting(StateSnapshot.SessionImage::id)
                .containsExactly(first, second);
        backup.close();
    }

    @Test
    void noneSurvivesARestore() {
        var machine = new Machines().machine;
        SnapshotCursor capture = machine.capture();
        machine.restore(machine.image());
        assertThatThrownBy(() -> capture.nextSessions(1)).isInstanceOf(IllegalStateException.class);
        SnapshotCursor second = machine.capture();
        capture.close();
        assertThat(second.nextSessions(1)).isEqualTo(List.of());
        second.close();
        machine.capture().close();
    }

    private void put(MapCursor<String, Integer, Integer> capture, String key, int value) {
        capture.changing(key, live.get(key));
        live.put(key, value);
    }

    private void remove(MapCursor<String, Integer, Integer> capture, String key) {
        capture.changing(key, live.get(key));
        live.remove(key);
    }
}
