package io.arbiter.chaos.bench.nemesis;

import io.arbiter.chaos.bench.loop.Dice;
import io.arbiter.chaos.bench.process.Node;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** SIGSTOP and SIGCONT: of one node, some, the leader, or all. */
final class PauseNemesis implements Nemesis {
    @Override
    public String kind() {
        return "pause";
    }

    @Override
    public Strike draw(Dice dice, Ground ground) {
        return new PauseStrike(Victims.draw(dice, ground.nodes()));
    }

    private static final class PauseStrike implements Strike {
        private final Victims victims;
        private List<Node> struck = List.of();

        PauseStrike(Victims victims) {
            this.victims = victims;
        }

        @Override
        public String plan() {
            return victims.plan();
        }

        @Override
        public String begin(Scene scene) {
            struck = victims.at(scene);
            struck.forEach(Node::pause);
            return Victims.names(struck);
        }

        @Override
        public CompletableFuture<?> end(Scene scene) {
            struck.forEach(Node::resume);
            return WHOLE;
        }
    }
}
