package io.arbiter.bench.peers.etcd;

import io.arbiter.bench.contest.Client;
import io.arbiter.bench.contest.Renewals;
import io.arbiter.bench.contest.Site;
import io.arbiter.bench.peers.Await;
import io.arbiter.bench.peers.ServerCluster;
import io.arbiter.bench.peers.Servers;
import io.arbiter.testsupport.process.Daemon;
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
final class EtcdCluster extends ServerCluster {
    static final int CLIENT_PORT = 1;

    private final Site site;
    private final List<Member> members;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(Daemon.named("etcd-keep-alive"));

    EtcdCluster(Site site, Servers servers) {
        super("etcd", servers);
        this.site = site;
        this.members =
                Stream.of(0, 1, 2).map(node -> new Member(address(node, node))).toList();
    }

    private String address(int from, int to) {
        return site.address(from, to, site.ports()[CLIENT_PORT]);
    }

    @Override
    protected boolean serves(int node) {
        return members.get(node).serves();
    }

    /** A node that was cut off may still assume that it leads, in an older term. */
    @Override
    protected Optional<Integer> currentLeader() {
        return Stream.of(0, 1, 2)
                .filter(node -> members.get(node).leads())
                .max(Comparator.comparing(node -> members.get(node).term()));
    }

    @Override
    public boolean lead(int node) {
        long id = members.get(node).id();
        try {
            Await.answer("etcd at " + Site.region(node) + " to lead", () -> {
                int leader = leader();
                return Optional.of(node)
                        .filter(target ->
                                leader == target || members.get(leader).moveLeader(id));
            });
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return true;
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
        super.close();
    }
}
