package io.arbiter.chaos.bench.nemesis;

import io.arbiter.chaos.bench.loop.SeededRandom;
import io.arbiter.chaos.bench.process.Node;
import java.util.List;

/** Nodes to be struck: drawn ahead, or the leader of that moment. */
record Victims(List<String> drawn) {
    private static final double LEADER = 0.3;

    static Victims draw(SeededRandom dice, List<String> nodes) {
        return new Victims(
                dice.chance(LEADER)
                        ? List.of()
                        : dice.some(nodes).stream().sorted().toList());
    }

    String plan() {
        return drawn.isEmpty() ? "the leader" : String.join(", ", drawn);
    }

    List<Node> at(Scene scene) {
        List<String> names =
                drawn.isEmpty() ? List.of(scene.network().busiest(scene.nodes().names())) : drawn;
        return names.stream().map(scene.nodes()::named).toList();
    }

    static String names(List<Node> nodes) {
        return String.join(", ", nodes.stream().map(Node::name).toList());
    }
}
