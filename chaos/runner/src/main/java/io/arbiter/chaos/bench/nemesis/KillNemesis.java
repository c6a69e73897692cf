package io.arbiter.chaos.bench.nemesis;

import io.arbiter.chaos.bench.loop.SeededRandom;
import io.arbiter.chaos.bench.process.Node;

/** SIGKILL, and a restart with the same data directory: of one node, some, the leader, or all. */
final class KillNemesis implements Nemesis {
    @Override
    public String kind() {
        return "kill";
    }

    @Override
    public Strike draw(SeededRandom dice, Ground ground) {
        return new NodeStrike(Victims.draw(dice, ground.nodes()), Node::kill, Node::restart);
    }
}
