package io.arbiter.chaos.bench.nemesis;

import io.arbiter.chaos.bench.loop.SeededRandom;
import io.arbiter.chaos.bench.process.Node;

/** SIGSTOP and SIGCONT: of one node, some, the leader, or all. */
final class PauseNemesis implements Nemesis {
    @Override
    public String kind() {
        return "pause";
    }

    @Override
    public Strike draw(SeededRandom dice, Ground ground) {
        return new NodeStrike(Victims.draw(dice, ground.nodes()), Node::pause, node -> {
            node.resume();
            return Strike.WHOLE;
        });
    }
}
