package io.arbiter.chaos.bench.nemesis;

import io.arbiter.chaos.bench.loop.SeededRandom;
import io.arbiter.chaos.bench.net.Partition;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The shapes of partitions between nodes. Clients reach their nodes in all of them. */
enum Cut {
    /** A majority and a minority. */
    HALVES {
        @Override
        Partition draw(SeededRandom dice, List<String> nodes) {
            List<String> order = dice.shuffled(nodes);
            int half = nodes.size() / 2;
            List<String> minority = order.subList(0, half);
            List<String> majority = order.subList(half, nodes.size());
            return Partition.sides(minority + " from " + majority, minority, majority);
        }
    },

    /** Each receives from a majority, no two the same (Jepsen's majorities ring). */
    RING {
        @Override
        Partition draw(SeededRandom dice, List<String> nodes) {
            List<String> order = dice.shuffled(nodes);
            Map<String, Integer> place = new HashMap<>();
            order.forEach(node -> place.put(node, place.size()));
            int others = nodes.size() / 2;
            int behind = others / 2;
            return Partition.where("ring " + order, nodes, (from, to) -> {
                int distance = Math.floorMod(place.get(from) - place.get(to) + behind, nodes.size());
                return distance > others;
            });
        }
    },

    /** Two sides, of which only one node receives from both. */
    BRIDGE {
        @Override
        Partition draw(SeededRandom dice, List<String> nodes) {
            List<String> order = dice.shuffled(nodes);
            int half = nodes.size() / 2;
            List<String> left = order.subList(0, half);
            List<String> right = order.subList(half + 1, nodes.size());
            return Partition.sides(left + " from " + right + ", bridged by " + order.get(half), left, right);
        }
    },

    /** One node is not received, or receives nothing. */
    ONE_WAY {
        @Override
        Partition draw(SeededRandom dice, List<String> nodes) {
            String node = dice.pick(nodes);
            return dice.chance(0.5)
                    ? Partition.where(node + " hears nothing", nodes, (from, to) -> to.equals(node))
                    : Partition.where(node + " is not heard", nodes, (from, to) -> from.equals(node));
        }
    },

    /** One node alone. */
    NODE {
        @Override
        Partition draw(SeededRandom dice, List<String> nodes) {
            return isolated(dice.pick(nodes), nodes);
        }
    },

    /** The leader alone: the node that sends most when the partition starts. Nothing is drawn ahead. */
    LEADER {
        @Override
        Partition draw(SeededRandom dice, List<String> nodes) {
            return Partition.where("the leader from all others", nodes, (from, to) -> false);
        }

        @Override
        Partition at(Scene scene, Partition drawn) {
            List<String> nodes = scene.nodes().names();
            return isolated(scene.network().busiest(nodes), nodes);
        }
    };

    abstract Partition draw(SeededRandom dice, List<String> nodes);

    /** The routes to cut, now that the scene is known. */
    Partition at(Scene scene, Partition drawn) {
        return drawn;
    }

    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Partition isolated(String node, List<String> nodes) {
        return Partition.sides(
                node + " from all others",
                List.of(node),
                nodes.stream().filter(other -> !other.equals(node)).toList());
    }
}
