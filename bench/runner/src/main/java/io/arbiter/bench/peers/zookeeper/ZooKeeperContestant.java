package io.arbiter.bench.peers.zookeeper;

import io.arbiter.bench.contest.Cluster;
import io.arbiter.bench.contest.Contestant;
import io.arbiter.bench.contest.Site;
import io.arbiter.bench.peers.Servers;
import java.io.IOException;
import java.util.Optional;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.Version;

/** ZooKeeper with its defaults, except for those that {@link ServerFiles} names. */
public final class ZooKeeperContestant implements Contestant {
    private static final int FAVOURITE = 0;

    @Override
    public String name() {
        return "zookeeper";
    }

    /** Never anything: its servers are on the class path. */
    @Override
    public Optional<String> missing() {
        return Optional.empty();
    }

    @Override
    public String version() {
        return "ZooKeeper " + Version.getVersion() + ", Curator "
                + CuratorFramework.class.getPackage().getImplementationVersion();
    }

    @Override
    public Cluster start(Site site) throws IOException {
        for (int node = 0; node < 3; node++) {
            new ServerFiles(site, node, FAVOURITE).write();
        }
        var cluster = new ZooKeeperCluster(
                site, Servers.start(site, node -> new ServerFiles(site, node, FAVOURITE).command()));
        try {
            cluster.prepare();
            return cluster;
        } catch (IOException failed) {
            cluster.close();
            throw failed;
        }
    }
}
