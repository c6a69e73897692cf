package io.arbiter.bench.runner.scenario;

import io.arbiter.bench.contest.Cluster;
import io.arbiter.bench.contest.Site;
import java.util.function.ToIntFunction;

/**
 * The place of the clients.
 *
 * @param name as in the results
 * @param of the node at that place
 */
public record Place(String name, ToIntFunction<Cluster> of) {
    static final int NODES = 3;

    /** The leader's place, wherever that is: enough where there is no distance. */
    public static final Place LEADER = new Place("leader", Cluster::leader);
    /** Beside a node that does not lead. */
    public static final Place FOLLOWER = new Place("follower", cluster -> (cluster.leader() + 1) % NODES);

    /** In the region of that node, wherever the leader is. */
    public static Place region(int node) {
        return new Place(Site.region(node), cluster -> node);
    }

    /** The same place under another name. */
    public Place called(String other) {
        return new Place(other, of);
    }

    int in(Cluster cluster) {
        return of.applyAsInt(cluster);
    }
}
