package io.arbiter.bench.peers.zookeeper;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.client.HostProvider;

/** Servers in their order, the first again after the last. ZooKeeper's own provider shuffles them. */
final class PreferredFirst implements HostProvider {
    private final List<InetSocketAddress> servers;
    private int next;
    private int triedSinceConnected;

    PreferredFirst(List<String> addresses) {
        servers = addresses.stream()
                .map(address -> URI.create("zookeeper://" + address))
                .map(uri -> new InetSocketAddress(uri.getHost(), uri.getPort()))
                .toList();
    }

    @Override
    public int size() {
        return servers.size();
    }

    @Override
    public InetSocketAddress next(long spinDelay) {
        if (pauses(spinDelay)) {
            try {
                TimeUnit.MILLISECONDS.sleep(spinDelay);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        return advance();
    }

    private synchronized boolean pauses(long spinDelay) {
        return spinDelay > 0 && triedSinceConnected > 0 && triedSinceConnected % servers.size() == 0;
    }

    private synchronized InetSocketAddress advance() {
        triedSinceConnected++;
        InetSocketAddress server = servers.get(next);
        next = (next + 1) % servers.size();
        return server;
    }

    @Override
    public synchronized void onConnected() {
        triedSinceConnected = 0;
    }

    /** The list never changes. */
    @Override
    public boolean updateServerList(Collection<InetSocketAddress> addresses, InetSocketAddress current) {
        return false;
    }
}
