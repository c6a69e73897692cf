package io.arbiter.bench.peers;

import static io.arbiter.testsupport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arbiter.bench.contest.Client;
import io.arbiter.bench.contest.Cluster;
import io.arbiter.bench.contest.Contestant;
import io.arbiter.bench.contest.Grant;
import io.arbiter.bench.contest.Renewals;
import io.arbiter.bench.contest.Site;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The bench's requirements of a system, tried against three real servers. */
public final class ContestantContract {
    private static final Duration TTL = Duration.ofSeconds(4);
    private static final int CONTENDERS = 8;
    private static final int TURNS = 3;

    private final Contestant contestant;
    private final Path directory;

    public ContestantContract(Contestant contestant, Path directory) {
        this.contestant = contestant;
        this.directory = directory;
    }

    public void holdsOnLocalhost() throws Exception {
        try (Site site = Site.local(directory);
                Cluster cluster = contestant.start(site)) {
            assertThat(cluster.servers()).hasSize(3).allMatch(Process::isAlive);
            int leader = cluster.leader();
            try (Client client = connect(cluster, leader)) {
                takesReadsAndReleases(client);
                watchesSeeEachTaking(cluster, client);
            }
            locksAreExclusive(cluster);
            sessionsCanBeRenewed(cluster, leader);
            theDeadLoseWhatTheyHeld(cluster);
            leadersCanBeKilled(cluster);
        }
    }

    /** Here the members have names, which mean other addresses at each place. */
    public void holdsOverTheWan() throws Exception {
        try (Site site = Site.wan(directory);
                Cluster cluster = contestant.start(site)) {
            for (int from = 0; from < 3; from++) {
                try (Client client = cluster.connect(from, List.of((from + 1) % 3), PATIENCE)) {
                    takesReadsAndReleases(client);
                }
            }
            boolean moved = cluster.lead(2);
            assertThat(moved).isEqualTo(cluster.leader() == 2);
        }
    }

    private static Client connect(Cluster cluster, int node) {
        return cluster.connect(node, List.of(node, (node + 1) % 3, (node + 2) % 3), TTL);
    }

    private static <T> T got(CompletableFuture<T> answer) throws Exception {
        return answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private static void takesReadsAndReleases(Client client) throws Exception {
        Grant grant = got(client.acquire("single"));
        assertThatThrownBy(() -> got(client.acquire("single"))).isInstanceOf(ExecutionException.class);
        got(client.read("single"));
        got(grant.release());
        got(got(client.acquire("single")).release());
        got(client.read("single"));
    }

    private static void watchesSeeEachTaking(Cluster cluster, Client client) throws Exception {
        var seen = new CountDownLatch(2);
        try (Client watcher = connect(cluster, (cluster.leader() + 1) % 3)) {
            got(watcher.watch("watched", seen::countDown));
            got(got(client.acquire("watched")).release());
            got(client.acquire("other"));
            assertThat(seen.getCount())
                    .as("an acquire and a release are one taking")
                    .isPositive();
            got(got(client.acquire("watched")).release());
            assertThat(seen.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        }
    }

    private static void locksAreExclusive(Cluster cluster) throws Exception {
        var holders = new AtomicInteger();
        List<Client> clients = new ArrayList<>();
        List<CompletableFuture<Void>> turns = new ArrayList<>();
        for (int i = 0; i < CONTENDERS; i++) {
            clients.add(connect(cluster, i % 3));
            turns.add(takeTurns(clients.get(i), holders, TURNS));
        }
        for (CompletableFuture<Void> turn : turns) {
            got(turn);
        }
        clients.forEach(Client::close);
    }

    private static CompletableFuture<Void> takeTurns(Client client, AtomicInteger holders, int left) {
        return left == 0
                ? CompletableFuture.completedFuture(null)
                : client.lock("contended", PATIENCE)
                        .thenCompose(grant -> {
                            assertThat(holders.incrementAndGet())
                                    .as("holders at a time")
                                    .isEqualTo(1);
                            holders.decrementAndGet();
                            return grant.release();
                        })
                        .thenCompose(released -> takeTurns(client, holders, left - 1));
    }

    private static void sessionsCanBeRenewed(Cluster cluster, int leader) throws Exception {
        for (int to : List.of(leader, (leader + 1) % 3)) {
            var opened = cluster.renewals(to, to, 1_000, PATIENCE);
            if (opened.isPresent()) {
                try (Renewals renewals = opened.get()) {
                    assertThat(renewals.sessions()).isEqualTo(1_000);
                    InFlight.all(2_000, i -> renewals.renew(i % 1_000));
                }
            }
        }
    }

    private static void theDeadLoseWhatTheyHeld(Cluster cluster) throws Exception {
        try (Client holder = connect(cluster, 0);
                Client next = connect(cluster, 1)) {
            got(holder.lock("inherited", PATIENCE));
            CompletableFuture<Grant> turn = next.lock("inherited", PATIENCE);
            holder.vanish();
            got(turn);
        }
    }

    private static void leadersCanBeKilled(Cluster cluster) throws IOException, Exception {
        int leader = cluster.leader();
        try (Client client = connect(cluster, leader)) {
            Grant held = got(client.lock("survivor", PATIENCE));
            try (Client waiter = connect(cluster, leader)) {
                CompletableFuture<Grant> turn = waiter.lock("survivor", PATIENCE);
                cluster.kill(leader);
                assertThat(cluster.leader()).isNotEqualTo(leader);
                got(held.release());
                got(turn);
            }
        }
        cluster.revive(leader);
        assertThat(cluster.servers()).allMatch(Process::isAlive);
    }
}
