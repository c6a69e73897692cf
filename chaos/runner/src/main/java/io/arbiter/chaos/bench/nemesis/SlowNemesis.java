package io.arbiter.chaos.bench.nemesis;

import io.arbiter.chaos.bench.loop.SeededRandom;
import io.arbiter.chaos.bench.net.Latency;
import io.arbiter.chaos.bench.net.LinkQuality;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** All messages are late, by tens to hundreds of milliseconds. */
final class SlowNemesis implements Nemesis {
    @Override
    public String kind() {
        return "slow";
    }

    @Override
    public Strike draw(SeededRandom dice, Ground ground) {
        Duration mean = Duration.ofMillis(dice.between(20, 120));
        return new SlowStrike(new Latency(Latency.Shape.EXPONENTIAL, mean, mean));
    }

    private static final class SlowStrike implements Strike {
        private final Latency slow;
        private Latency before;

        SlowStrike(Latency slow) {
            this.slow = slow;
        }

        @Override
        public String plan() {
            return "latency " + slow;
        }

        @Override
        public String begin(Scene scene) {
            before = scene.network().quality().latency();
            set(scene, slow);
            return plan();
        }

        @Override
        public CompletableFuture<?> end(Scene scene) {
            set(scene, before);
            return WHOLE;
        }

        private static void set(Scene scene, Latency latency) {
            LinkQuality now = scene.network().quality();
            scene.network().setQuality(new LinkQuality(latency, now.loss(), now.duplicate(), now.reorder()));
        }
    }
}
