package io.arbiter.chaos.bench.nemesis;

import io.arbiter.chaos.bench.loop.SeededRandom;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * The worst that the drift bound allows, for the whole run: nodes' clocks are fast by it, so leases expire early, and
 * clients' clocks slow by it, so gates stay open long.
 */
final class DriftNemesis implements Nemesis {
    @Override
    public String kind() {
        return "drift";
    }

    @Override
    public boolean isStanding() {
        return true;
    }

    @Override
    public String objection(Ground ground) {
        return ground.needsLeases();
    }

    @Override
    public Strike draw(SeededRandom dice, Ground ground) {
        return new DriftStrike(
                new ClockError(ground.nodeDriftPpm(), Duration.ZERO),
                new ClockError(-ground.driftPpm(), Duration.ZERO));
    }

    private record DriftStrike(ClockError nodes, ClockError clients) implements Strike {
        @Override
        public String plan() {
            return "nodes " + nodes.ratePpm() + " ppm, clients " + clients.ratePpm() + " ppm";
        }

        @Override
        public String begin(Scene scene) {
            scene.nodes().list().forEach(node -> nodes.setOn(node, scene));
            scene.clients().forEach(clients::setOn);
            return plan();
        }

        @Override
        public CompletableFuture<?> end(Scene scene) {
            ClockError.setRight(scene);
            return WHOLE;
        }
    }
}
