package io.arbiter.chaos.bench.nemesis;

import io.arbiter.chaos.bench.loop.SeededRandom;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * Clocks of nodes and of lease clients run at rates within the drift bound, and wall clocks jump, forward and back, by
 * up to an hour. At the end they are right again, which is a jump too.
 */
final class ClockNemesis implements Nemesis {
    private static final long SMALL_MILLIS = 1_000;
    private static final long LARGE_MILLIS = 3_600_000;
    /** Errors that clients share: their number is not known ahead. */
    private static final int CLIENT_ERRORS = 7;

    @Override
    public String kind() {
        return "clock";
    }

    @Override
    public Strike draw(SeededRandom dice, Ground ground) {
        Map<String, ClockError> errors = new LinkedHashMap<>();
        ground.nodes().forEach(node -> errors.put(node, error(dice, ground.nodeDriftPpm())));
        return new ClockStrike(
                errors,
                Stream.generate(() -> error(dice, ground.driftPpm()))
                        .limit(CLIENT_ERRORS)
                        .toList());
    }

    private static ClockError error(SeededRandom dice, int driftPpm) {
        long range = dice.chance(0.5) ? SMALL_MILLIS : LARGE_MILLIS;
        int rate = dice.chance(0.5) ? (int) dice.between(-driftPpm, driftPpm) : dice.chance(0.5) ? driftPpm : -driftPpm;
        return new ClockError(rate, Duration.ofMillis(dice.chance(0.3) ? 0 : dice.between(-range, range)));
    }

    private record ClockStrike(Map<String, ClockError> nodes, List<ClockError> clients) implements Strike {
        @Override
        public String plan() {
            return nodes.toString();
        }

        @Override
        public String begin(Scene scene) {
            scene.nodes().list().forEach(node -> nodes.get(node.name()).setOn(node, scene));
            for (int i = 0; i < scene.clients().size(); i++) {
                clients.get(i % clients.size()).setOn(scene.clients().get(i));
            }
            return plan();
        }

        @Override
        public CompletableFuture<?> end(Scene scene) {
            ClockError.setRight(scene);
            return WHOLE;
        }
    }
}
