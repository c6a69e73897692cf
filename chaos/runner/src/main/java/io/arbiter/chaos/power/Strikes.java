package io.arbiter.chaos.power;

import io.arbiter.chaos.power.cluster.Cluster;
import io.arbiter.chaos.power.cluster.Ledger;
import io.arbiter.chaos.power.cluster.Node;
import io.arbiter.chaos.power.disk.Step;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** Power cuts, starts and ends, with the outcomes that are violations. */
final class Strikes {
    /** Only a cluster that hangs takes longer. */
    static final long PATIENCE_MILLIS = 300_000;

    static final long SCENE_MILLIS = 1_500;
    private static final int MAX_DELAY_MILLIS = 30;

    private final Cluster cluster;
    private final Ledger ledger;
    private final Random random;
    private final SortedMap<String, Integer> cuts = new TreeMap<>();

    Strikes(Cluster cluster, Ledger ledger, Random random) {
        this.cluster = cluster;
        this.ledger = ledger;
        this.random = random;
    }

    /** The number of nodes cut at each step, and cut at a time. */
    SortedMap<String, Integer> cuts() {
        return cuts;
    }

    void stopAt(Node victim, int steps, int atMost) {
        victim.disk().stopAfter(steps, 1 + random.nextInt(atMost));
        cluster.await(SCENE_MILLIS, victim.disk()::isStopped);
    }

    /** Cuts this node's power, often others' too; the survivors may lose contact with each other for a while. */
    void strike(Node first) throws IOException {
        List<Node> victims = new ArrayList<>(List.of(first));
        List<Node> more = new ArrayList<>(others(first));
        Collections.shuffle(more, random);
        victims.addAll(more.subList(0, List.of(0, 0, 0, 1, 2).get(random.nextInt(5))));
        count("cuts of " + victims.size());
        victims.forEach(victim -> victim.disk().stopNow());
        Cluster.pause(random.nextInt(MAX_DELAY_MILLIS));
        for (Node victim : victims) {
            victim.powerOff();
        }
        if (!victims.containsAll(more)) {
            more.removeAll(victims);
            regroup(any(more));
        }
        for (Node victim : victims) {
            count(victim.powerOn(random));
        }
        Collections.shuffle(victims, random);
        for (Node victim : victims) {
            startAfterCut(victim);
        }
        int before = ledger.acknowledged();
        cluster.await(SCENE_MILLIS, () -> ledger.acknowledged() > before);
    }

    /** The node that was cut off comes back, and this one is away instead, or none. */
    private void regroup(Node away) throws IOException {
        others(away).stream()
                .filter(node -> !node.server().isOff())
                .forEach(node -> cluster.links().join(node.name()));
        if (random.nextBoolean()) {
            cluster.links().cutOff(away.name());
        } else {
            cluster.links().join(away.name());
        }
    }

    /** At times the power fails again while it starts. */
    private void startAfterCut(Node victim) throws IOException {
        if (random.nextInt(4) == 0) {
            victim.disk().stopAfter(Step.ALL, 1 + random.nextInt(60));
            victim.start();
            cluster.await(SCENE_MILLIS / 3, victim.disk()::isStopped);
            victim.disk().stopNow();
            victim.powerOff();
            victim.powerOn(random);
            count("restart");
        }
        start(victim);
    }

    private void count(String step) {
        cuts.merge(step, 1, Integer::sum);
    }

    /** After an ordinary cut, or an ordinary end, no start may be refused. */
    void start(Node node) throws IOException {
        node.start();
        cluster.await(PATIENCE_MILLIS, node.server()::isStarted);
        while (node.lostItsPort()) {
            node.start();
            cluster.await(PATIENCE_MILLIS, node.server()::isStarted);
        }
        node.server()
                .refusal()
                .ifPresent(
                        why -> ledger.violation(node + " on " + node.disk() + " does not start: " + why.getMessage()));
    }

    void await(Node victim, CompletableFuture<Void> end) {
        if (!cluster.await(PATIENCE_MILLIS, () -> end.isDone() || victim.disk().isStopped())
                && ledger.violations().isEmpty()) {
            ledger.violation(victim + " does not end");
        }
    }

    List<Node> others(Node node) {
        return cluster.nodes().stream().filter(each -> each != node).toList();
    }

    <T> T any(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }
}
