package io.arbiter.chaos.bench.nemesis;

import io.arbiter.chaos.bench.loop.SeededRandom;
import io.arbiter.chaos.bench.workload.LeaseHolder;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Holders stand still between their look at the gate and the write, often for longer than their lease lasts: a garbage
 * collection, a suspended machine. The write goes out when they wake.
 */
final class HolderPauseNemesis implements Nemesis {
    @Override
    public String kind() {
        return "holder-pause";
    }

    @Override
    public String objection(Ground ground) {
        return ground.needsLeases();
    }

    @Override
    public Duration length(SeededRandom dice, Ground ground) {
        return ground.ttl().multipliedBy(dice.between(110, 220)).dividedBy(100);
    }

    @Override
    public Strike draw(SeededRandom dice, Ground ground) {
        return new HolderPauseStrike();
    }

    private record HolderPauseStrike() implements Strike {
        @Override
        public String plan() {
            return "each holder, at its next write";
        }

        @Override
        public String begin(Scene scene) {
            scene.holders().forEach(LeaseHolder::stopAtNextWrite);
            return HolderCutNemesis.names(scene.holders());
        }

        @Override
        public CompletableFuture<?> end(Scene scene) {
            scene.clients().forEach(LeaseHolder::resume);
            return WHOLE;
        }
    }
}
