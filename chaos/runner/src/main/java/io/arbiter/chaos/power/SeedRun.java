package io.arbiter.chaos.power;

import io.arbiter.chaos.power.cluster.Cluster;
import io.arbiter.chaos.power.cluster.Leaders;
import io.arbiter.chaos.power.cluster.Ledger;
import io.arbiter.chaos.power.cluster.Node;
import io.arbiter.chaos.power.cluster.RunOptions;
import io.arbiter.chaos.power.disk.MissedChangeException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.SplittableRandom;

/** One seed, from the first start of its nodes to the verdict. */
final class SeedRun {
    private static final int CHANGES_SHOWN = 8;

    /**
     * The result.
     *
     * @param violations empty if none
     * @param unknown why there is no verdict; empty if there is one
     * @param cuts nodes cut at each step
     * @param changes the last ones of each node's disk, if there is something to look into
     */
    record Result(
            long seed, List<String> violations, String unknown, SortedMap<String, Integer> cuts, List<String> changes) {
        boolean isValid() {
            return violations.isEmpty() && unknown.isEmpty();
        }
    }

    private SeedRun() {}

    static Result run(RunOptions options, Leaders leaders) throws IOException {
        Ledger ledger = new Ledger();
        // A Random's first numbers hardly differ between seeds next to each other.
        Random random = new Random(new SplittableRandom(options.seed()).nextLong());
        Cluster cluster = new Cluster(options, leaders, ledger, random);
        Story story = new Story(cluster, ledger, random);
        String unknown = "";
        try {
            story.play();
            if (ledger.leaders() == 0) {
                unknown = "nothing was heard of a leader: has the library changed its message?";
            }
        } catch (MissedChangeException | RuntimeException broken) {
            unknown = broken.toString();
        } finally {
            cluster.close();
        }
        Result result = new Result(options.seed(), ledger.violations(), unknown, story.cuts(), changes(cluster));
        if (result.isValid()) {
            cluster.deleteDisks();
        }
        return result;
    }

    private static List<String> changes(Cluster cluster) throws IOException {
        List<String> changes = new ArrayList<>();
        for (Node node : cluster.nodes()) {
            changes.add(node + " on " + node.disk() + ":");
            node.lastChanges(CHANGES_SHOWN).forEach(change -> changes.add("  " + change));
        }
        return changes;
    }
}
