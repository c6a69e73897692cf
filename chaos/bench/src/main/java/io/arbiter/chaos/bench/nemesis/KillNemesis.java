package io.arbiter.chaos.bench.nemesis;

import io.arbiter.chaos.bench.loop.Dice;
import io.arbiter.chaos.bench.process.Node;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** SIGKILL, and a restart with the same data directory: of one node, some, the leader, or all. */
final class KillNemesis implements Nemesis {
    @Override
    public String kind() {
        return "kill";
    }

    @Override
    public Strike draw(Dice dice, Ground ground) {
        return new KillStrike(Victims.draw(dice, ground.nodes()));
    }

    private static final class KillStrike implements Strike {
        private final Victims victims;
        private List<Node> struck = List.of();

        KillStrike(Victims victims) {
            this.victims = victims;
        }

        @Override
        public String plan() {
            return victims.plan();
        }

        @Override
        public String begin(Scene scene) {
            struck = victims.at(scene);
            struck.forEach(Node::kill);
            return Victims.names(struck);
        }

        @Override
        public CompletableFuture<?> end(Scene scene) {
            return CompletableFuture.allOf(struck.stream().map(Node::restart).toArray(CompletableFuture<?>[]::new));
        }
    }
}
