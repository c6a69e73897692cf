package io.arbiter.chaos.power;

import io.arbiter.chaos.power.cluster.Cluster;
import io.arbiter.chaos.power.cluster.Ledger;
import io.arbiter.chaos.power.cluster.Node;
import io.arbiter.chaos.power.disk.Step;
import io.arbiter.server.consensus.FollowerProgress;
import io.arbiter.server.raft.RatisLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** Scenes that bring a node into some step, and cut its power in it. */
final class Scenes {
    private static final String OPEN_SEGMENT = "log_inprogress_";

    private enum Scene {
        LOAD,
        HANDOVER,
        LOST_LEADER,
        LAGGARD,
        RESTART,
        FAILED_SYNC,
        LOST_SEGMENT
    }

    private final Cluster cluster;
    private final Ledger ledger;
    private final Random random;
    private final Strikes strikes;

    Scenes(Cluster cluster, Ledger ledger, Random random, Strikes strikes) {
        this.cluster = cluster;
        this.ledger = ledger;
        this.random = random;
        this.strikes = strikes;
    }

    /** Any of them. */
    void play() throws IOException {
        switch (strikes.any(List.of(Scene.values()))) {
            case LOAD -> load();
            case HANDOVER -> handover();
            case LOST_LEADER -> lostLeader();
            case LAGGARD -> laggard();
            case RESTART -> restart();
            case FAILED_SYNC -> failedSync();
            case LOST_SEGMENT -> lostSegment();
        }
    }

    void firstStart() throws IOException {
        Node victim = strikes.any(cluster.nodes());
        boolean cut = random.nextInt(6) == 0;
        if (cut) {
            victim.disk().stopAfter(Step.ALL, 1 + random.nextInt(60));
        }
        for (Node node : cluster.nodes()) {
            node.start();
        }
        cluster.propose();
        if (cut) {
            cluster.await(Strikes.SCENE_MILLIS, victim.disk()::isStopped);
            strikes.strike(victim);
        }
    }

    private void load() throws IOException {
        Node victim = strikes.any(cluster.nodes());
        Step step = strikes.any(List.of(Step.APPEND, Step.APPEND, Step.ROLL, Step.PURGE, Step.SNAPSHOT, Step.OTHER));
        strikes.stopAt(victim, step.bit(), step == Step.APPEND || step == Step.OTHER ? 100 : 8);
        strikes.strike(victim);
    }

    /** With the third node away the old leader and the new one need each other's votes. */
    private void handover() throws IOException {
        Node leader = cluster.leader().orElseGet(() -> strikes.any(cluster.nodes()));
        List<Node> pair = new ArrayList<>(cluster.nodes());
        Node away = strikes.any(strikes.others(leader));
        if (random.nextBoolean()) {
            pair.remove(away);
            cluster.links().cutOff(away.name());
        }
        Node victim = strikes.any(pair);
        victim.disk().stopAfter(Step.VOTE.bit(), 1 + random.nextInt(8));
        leader.server().log().ifPresent(Scenes::handOver);
        cluster.await(Strikes.SCENE_MILLIS, victim.disk()::isStopped);
        strikes.strike(victim);
    }

    private static void handOver(RatisLog log) {
        CompletableFuture.runAsync(() -> log.transferLeadership(Duration.ofMillis(Strikes.SCENE_MILLIS)));
    }

    private void lostLeader() throws IOException {
        Node leader = cluster.leader().orElseGet(() -> strikes.any(cluster.nodes()));
        cluster.links().cutOff(leader.name());
        Node victim = strikes.any(strikes.others(leader));
        if (random.nextInt(3) == 0) {
            cluster.await(
                    Strikes.SCENE_MILLIS,
                    () -> strikes.others(leader).stream()
                            .anyMatch(each -> each.server().isLeader()));
            cluster.links().join(leader.name());
            strikes.stopAt(leader, Step.ROLL.bit(), 3);
            strikes.strike(leader);
        } else {
            strikes.stopAt(victim, Step.VOTE.bit(), 8);
            strikes.strike(victim);
        }
    }

    /** It comes back after the log that it lacks has been purged, and gets a snapshot. */
    private void laggard() throws IOException {
        Node victim = strikes.any(cluster.nodes());
        strikes.await(victim, victim.stop());
        long applied = victim.server().state().entries().size();
        cluster.await(
                2 * Strikes.SCENE_MILLIS,
                () -> cluster.leader()
                        .flatMap(leader -> leader.server().log())
                        .filter(log -> log.snapshotIndex() > applied + 200)
                        .isPresent());
        victim.disk().stopAfter(random.nextInt(4) == 0 ? Step.ALL : Step.INSTALL.bit(), 1 + random.nextInt(25));
        victim.start();
        cluster.await(Strikes.SCENE_MILLIS, victim.disk()::isStopped);
        strikes.strike(victim);
    }

    private void restart() throws IOException {
        Node victim = strikes.any(cluster.nodes());
        victim.disk().stopAfter(Step.ALL, 1 + random.nextInt(60));
        strikes.await(victim, victim.stop());
        if (!victim.disk().isStopped()) {
            victim.start();
            cluster.await(Strikes.SCENE_MILLIS, victim.disk()::isStopped);
        }
        strikes.strike(victim);
    }

    /** The process ends, is started again, and acknowledges more together with one other node. */
    private void failedSync() throws IOException {
        Node victim = strikes.any(cluster.nodes());
        victim.disk()
                .failSyncAfter(
                        strikes.any(List.of(Step.APPEND, Step.APPEND, Step.VOTE, Step.ROLL))
                                .bit(),
                        1 + random.nextInt(10));
        cluster.await(Strikes.SCENE_MILLIS, () -> victim.server().ended().isPresent());
        CompletableFuture<Void> end = victim.stop();
        if (!cluster.await(2 * Strikes.SCENE_MILLIS, end::isDone)
                && victim.server().ended().isPresent()) {
            // The library can hang after a failed write. A real process is gone by then; here its threads live on.
            strikes.strike(victim);
            return;
        }
        strikes.await(victim, end);
        Node away = strikes.any(strikes.others(victim));
        cluster.links().cutOff(away.name());
        victim.start();
        int enough = ledger.acknowledged() + 1 + random.nextInt(20);
        cluster.await(Strikes.SCENE_MILLIS, () -> ledger.acknowledged() >= enough);
        strikes.strike(victim);
    }

    /**
     * Loses a segment, as people do after a refused start, or fsck after a cut. Entries that the victim applied may
     * have been on the others' disks alone; it must notice the loss of only those it reported to a leader.
     */
    private void lostSegment() throws IOException {
        Node victim = strikes.any(cluster.nodes());
        long told = toldToLeader(victim);
        long snapshot = victim.server().log().map(RatisLog::snapshotIndex).orElse(-1L);
        strikes.await(victim, victim.stop());
        long last = victim.server().state().entries().keySet().stream()
                .filter(index -> index <= told)
                .reduce(-1L, Math::max);
        Optional<Path> segment = last > snapshot ? segmentWith(victim, last) : Optional.empty();
        if (segment.isPresent()) {
            Path aside = victim.disk().directory().resolve("aside");
            Files.move(segment.get(), aside);
            victim.start();
            cluster.await(Strikes.PATIENCE_MILLIS, victim.server()::isStarted);
            if (victim.server().refusal().isEmpty()) {
                ledger.violation(
                        victim + " starts and may vote without " + segment.get().getFileName() + ", which held entry "
                                + last + ", its snapshot only " + snapshot);
            }
            strikes.await(victim, victim.stop());
            Files.move(aside, segment.get());
        }
        strikes.start(victim);
    }

    private long toldToLeader(Node follower) {
        return cluster.leader().flatMap(leader -> leader.server().log()).stream()
                .flatMap(log -> log.followers().stream())
                .filter(each -> each.node().equals(follower.name()))
                .mapToLong(FollowerProgress::matchIndex)
                .findFirst()
                .orElse(-1);
    }

    /** The open one, if that entry is there. */
    private static Optional<Path> segmentWith(Node node, long index) throws IOException {
        try (Stream<Path> files = Files.walk(node.disk().directory())) {
            return files.filter(file -> {
                        String name = file.getFileName().toString();
                        return name.startsWith(OPEN_SEGMENT)
                                && Long.parseLong(name.substring(OPEN_SEGMENT.length())) <= index;
                    })
                    .findFirst();
        }
    }
}
