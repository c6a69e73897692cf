package io.arbiter.chaos.faults.spec;

import io.arbiter.chaos.servers.Region;
import io.arbiter.chaos.servers.Regions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.SplittableRandom;

/** The victims, by their roles at that moment. */
public enum Role {
    LEADER,
    FOLLOWER,
    /** The leader and a follower. */
    MAJORITY,
    ALL;

    /**
     * A role, and the dice for "a" follower.
     *
     * @param role the victims
     * @param seed decides where the role leaves a choice, or no node leads
     */
    public record Drawn(Role role, long seed) {
        /** The struck come first, in no particular order; the leader before its followers. */
        public List<Region> among(Regions regions) throws InterruptedException {
            List<Region> order = new ArrayList<>(regions.regions());
            Collections.shuffle(order, new Random(seed));
            regions.leader().ifPresent(leader -> {
                order.remove(leader);
                order.add(0, leader);
            });
            return switch (role) {
                case LEADER -> order.subList(0, 1);
                case FOLLOWER -> order.subList(1, 2);
                case MAJORITY -> order.subList(0, order.size() / 2 + 1);
                case ALL -> order;
            };
        }

        @Override
        public String toString() {
            return role.name().toLowerCase(Locale.ROOT);
        }
    }

    public static Drawn draw(SplittableRandom random, Role... roles) {
        return new Drawn(roles[random.nextInt(roles.length)], random.nextLong());
    }

    /** For the detail of a fault: the role, and the region that had it. */
    public static String named(Drawn role, List<Region> struck) {
        return struck.isEmpty()
                ? role.toString()
                : role + " "
                        + String.join(", ", struck.stream().map(Region::name).toList());
    }
}
