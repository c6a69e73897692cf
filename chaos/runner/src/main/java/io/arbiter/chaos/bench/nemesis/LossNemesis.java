package io.arbiter.chaos.bench.nemesis;

import io.arbiter.chaos.bench.loop.SeededRandom;
import io.arbiter.chaos.bench.net.LinkQuality;
import java.util.concurrent.CompletableFuture;

/** The network loses, repeats and reorders a share of all messages. */
final class LossNemesis implements Nemesis {
    @Override
    public String kind() {
        return "loss";
    }

    @Override
    public Strike draw(SeededRandom dice, Ground ground) {
        return new LossStrike(dice.between(5, 30) / 100.0, dice.between(0, 20) / 100.0, dice.between(0, 20) / 100.0);
    }

    private static final class LossStrike implements Strike {
        private final double loss;
        private final double duplicate;
        private final double reorder;
        private LinkQuality before;

        LossStrike(double loss, double duplicate, double reorder) {
            this.loss = loss;
            this.duplicate = duplicate;
            this.reorder = reorder;
        }

        @Override
        public String plan() {
            return "%.0f %% lost, %.0f %% repeated, %.0f %% overtaken"
                    .formatted(100 * loss, 100 * duplicate, 100 * reorder);
        }

        @Override
        public String begin(Scene scene) {
            before = scene.network().quality();
            set(scene, loss, duplicate, reorder);
            return plan();
        }

        @Override
        public CompletableFuture<?> end(Scene scene) {
            set(scene, before.loss(), before.duplicate(), before.reorder());
            return WHOLE;
        }

        private static void set(Scene scene, double loss, double duplicate, double reorder) {
            scene.network().setQuality(new LinkQuality(scene.network().quality().latency(), loss, duplicate, reorder));
        }
    }
}
