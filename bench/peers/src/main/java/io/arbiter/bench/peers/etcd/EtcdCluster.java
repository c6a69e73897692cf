package io.arbiter.bench.peers.etcd;

import io.arbiter.bench.contest.Client;
import io.arbiter.bench.contest.Cluster;
import io.arbiter.bench.contest.Renewals;
import io.arbiter.bench.contest.Site;
import io.arbiter.bench.peers.Await;
import io.arbiter.bench.peers.Servers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;

/** Three etcd servers. */
final class EtcdCluster implements Cluster {
    static final int CLIENT_PORT = 1;

    private final Site site;
    private final Servers servers;
    private final List<Member> members;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "etcd-keep-alive");
        thread.setDaemon(true);
        return thread;
    });

    EtcdCluster(Site site, Servers servers) {
        this.site = site;
        this.servers = servers;
        this.members = Stream.of(0, 1, 2).map(node -> new Member(address(node, node))).toList();
    }

    private String address(int from, int to) {
        return site.address(from, to, site.ports()[CLIENT_PORT]);
    }

    void awaitServing() throws IOException {
        for (int node = 0; node < members.size(); node++) {
            awaitServing(node);
        }
    }

    private void awaitServing(int node) throws IOException {
        Await.answer("etcd at " + Site.region(node), () -> servers.serving(node, members.get(node).serves()));
    }

    @Override
    public int leader() {
        try {
            return Await.answer("a leader of etcd", this::currentLeader);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** One that was cut off may take itself for the leader still, of an older term. */
    private Optional<Integer> currentLeader() {
        return Stream.of(0, 1, 2).filter(node -> members.get(node).leads())
                .max(Comparator.comparing(node -> members.get(node).term()));
    }

    @Override
    public boolean lead(int node) {
        long id = members.get(node).id();
        try {
            Await.answer("etcd at " + Site.region(node) + " to lead", () -> {
                int leader = leader();
                return Optional.of(node).filter(target -> leader == target || members.get(leader).moveLeader(id));
            });
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return true;
    }

    @Override
    public List<Process> servers() {
        return servers.processes();
    }

    @Override
    public void revive(int node) throws IOException {
        servers.restart(node);
        awaitServing(node);
    }

    @Override
    public Client connect(int from, List<Integer> to, Duration ttl) {
        return EtcdClient.open(to.stream().map(node -> address(from, node)).toList(), ttl, timer);
    }

    @Override
    public Optional<Renewals> renewals(int from, int to, int sessions, Duration ttl) {
        int streams = to == leader() ? EtcdRenewals.STREAMS_TO_LEADER : EtcdRenewals.STREAMS_TO_FOLLOWER;
        return Optional.of(EtcdRenewals.open(address(from, to), streams, sessions, ttl));
    }

    @Override
    public void close() {
        timer.shutdownNow();
        members.forEach(Member::close);
        servers.close();
    }
}
