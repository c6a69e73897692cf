package io.arbiter.core.property;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.core.outcome.Outcome;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Thousands of random sequences. A failure names its seed: {@code -Dseed=N} replays that one alone, {@code -Dseeds=N}
 * sets the number of seeds.
 */
class RandomCommandsTest {
    /** Nothing is denied in these runs; {@link io.arbiter.core.auth} has those with changes of rights. */
    private static final Set<String> OF_RIGHTS = Set.of(
            "AuthChanged", "KeyInUse", "KeyNotCurrent", "LocksOut", "PermissionDenied", "RoleBound", "RoleUnknown");

    private final Map<String, Integer> reached = new TreeMap<>();

    @Test
    void machineDoesWhatTheModelSays() {
        Long replay = Long.getLong("seed");
        if (replay != null) {
            play(replay);
            return;
        }
        int seeds = Integer.getInteger("seeds", 3_000);
        LongStream.range(0, seeds).forEach(this::play);
        System.out.println(seeds + " seeds; outcomes reached: " + reached);
        assertThat(reached.keySet())
                .as("a run that never reaches an outcome proves nothing about it")
                .containsExactlyInAnyOrderElementsOf(everyOutcome());
    }

    private void play(long seed) {
        try {
            new RandomRun(seed, outcome -> reached.merge(outcome.getClass().getSimpleName(), 1, Integer::sum)).play();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("seed " + seed + " (replay with -Dseed=" + seed + "): " + e.getMessage(), e);
        }
    }

    private static Iterable<String> everyOutcome() {
        var leaves = new TreeMap<String, Class<?>>();
        var open = new ArrayDeque<Class<?>>();
        open.add(Outcome.class);
        while (!open.isEmpty()) {
            Class<?> type = open.remove();
            if (type.isRecord()) {
                leaves.put(type.getSimpleName(), type);
            } else {
                open.addAll(List.of(type.getPermittedSubclasses()));
            }
        }
        leaves.keySet().removeAll(OF_RIGHTS);
        // Takes more calls of one session than a run has commands: StepsTest.
        leaves.keySet().remove("StepsForgotten");
        return leaves.keySet();
    }
}
