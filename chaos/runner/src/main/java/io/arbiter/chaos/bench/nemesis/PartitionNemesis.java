package io.arbiter.chaos.bench.nemesis;

import io.arbiter.chaos.bench.loop.SeededRandom;
import io.arbiter.chaos.bench.net.Partition;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Nodes that do not receive each other's messages. */
final class PartitionNemesis implements Nemesis {
    private final List<Cut> cuts;

    /** @param cuts one of them is drawn each time */
    PartitionNemesis(List<Cut> cuts) {
        this.cuts = cuts;
    }

    @Override
    public String kind() {
        return "partition";
    }

    @Override
    public String objection(Ground ground) {
        return ground.needsPeers();
    }

    @Override
    public Strike draw(SeededRandom dice, Ground ground) {
        Cut cut = dice.pick(cuts);
        return new PartitionStrike(cut, cut.draw(dice, ground.nodes()));
    }

    private static final class PartitionStrike implements Strike {
        private final Cut cut;
        private Partition partition;

        PartitionStrike(Cut cut, Partition drawn) {
            this.cut = cut;
            this.partition = drawn;
        }

        @Override
        public String plan() {
            return cut.text() + ": " + partition.detail();
        }

        @Override
        public String begin(Scene scene) {
            partition = cut.at(scene, partition);
            scene.network().begin(partition);
            return plan();
        }

        @Override
        public CompletableFuture<?> end(Scene scene) {
            scene.network().end(partition);
            return WHOLE;
        }
    }
}
