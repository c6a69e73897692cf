package io.arbiter.chaos.power;

import io.arbiter.chaos.power.cluster.Cluster;
import io.arbiter.chaos.power.cluster.Ledger;
import io.arbiter.chaos.power.cluster.Node;
import java.io.IOException;
import java.util.Random;
import java.util.SortedMap;

/**
 * The course of one run, drawn from its seed: scenes that bring nodes into some step, and cuts in it. In the end all is
 * healed, and everything that was acknowledged must be everywhere. The seed fixes what is tried, not how the threads
 * run: a finding of one run may need several attempts with the same seed.
 */
final class Story {
    private static final int SCENES = 3;

    private final Cluster cluster;
    private final Ledger ledger;
    private final Strikes strikes;
    private final Scenes scenes;

    Story(Cluster cluster, Ledger ledger, Random random) {
        this.cluster = cluster;
        this.ledger = ledger;
        this.strikes = new Strikes(cluster, ledger, random);
        this.scenes = new Scenes(cluster, ledger, random, strikes);
    }

    SortedMap<String, Integer> cuts() {
        return strikes.cuts();
    }

    void play() throws IOException {
        scenes.firstStart();
        for (int i = 0; i < SCENES && isHealthy(); i++) {
            scenes.play();
            cluster.nodes().forEach(node -> cluster.links().join(node.name()));
        }
        if (isHealthy()) {
            requireAll();
        }
    }

    /** All nodes run, and something is acknowledged. */
    private boolean isHealthy() {
        int before = ledger.acknowledged();
        boolean moves = cluster.await(Strikes.PATIENCE_MILLIS, () -> {
            lookForEnds();
            return ledger.acknowledged() > before;
        });
        if (!moves && ledger.violations().isEmpty()) {
            ledger.violation(
                    "all is healed, and nothing is acknowledged for " + Strikes.PATIENCE_MILLIS / 1_000 + " s");
        }
        return ledger.violations().isEmpty();
    }

    private void lookForEnds() {
        for (Node node : cluster.nodes()) {
            node.server().ended().ifPresent(why -> ledger.violation(node + " ended by itself, with " + why));
        }
    }

    private void requireAll() {
        cluster.stopProposing();
        long last = ledger.lastAcknowledged();
        for (Node node : cluster.nodes()) {
            boolean there = cluster.await(Strikes.PATIENCE_MILLIS, () -> {
                lookForEnds();
                return node.server()
                        .log()
                        .filter(log -> log.appliedIndex() >= last)
                        .isPresent();
            });
            if (!there && ledger.violations().isEmpty()) {
                ledger.violation(node + " does not catch up with index " + last);
            }
            ledger.requireAll(node.name(), node.server().state().entries(), last);
        }
    }
}
