package io.arbiter.bench.contest;

import io.arbiter.link.Link;
import io.arbiter.link.LinkEmulator;
import io.arbiter.link.LinkShape;
import io.arbiter.link.Links;
import io.arbiter.link.Route;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Three nodes as far from each other as us-east, us-west and eu-central: round trips of 70 ms between the first two, 90
 * from us-east to eu-central, 145 from us-west. The links are emulated in this process. A client at a node's place
 * reaches that node directly, and the others over the links that the node uses.
 */
public final class WanSite implements Site {
    private final Grounds grounds;
    private final LinkEmulator emulator;

    private WanSite(Grounds grounds, LinkEmulator emulator) {
        this.grounds = grounds;
        this.emulator = emulator;
    }

    /**
     * @param parent directory for the nodes' directories: it decides which disk is measured
     * @throws IOException if directories cannot be made, or all addresses are taken
     */
    public static WanSite open(Path parent) throws IOException {
        Grounds grounds = Grounds.claim(parent);
        try {
            new HostsFiles(grounds).write();
            return new WanSite(grounds, LinkEmulator.start(links(), routes(grounds.block())));
        } catch (IOException failed) {
            grounds.close();
            throw failed;
        }
    }

    private static Links links() {
        Links links = new Links(Regions.NAMES);
        for (Link link : links.all()) {
            var roundTrip = Regions.roundTrip(Regions.NAMES.indexOf(link.from()), Regions.NAMES.indexOf(link.to()));
            link.reshape(LinkShape.NONE.withDelay(roundTrip.dividedBy(2)));
        }
        return links;
    }

    private static List<Route> routes(Block block) {
        List<Route> routes = new ArrayList<>();
        int count = Regions.NAMES.size();
        for (int from = 0; from < count; from++) {
            for (int to = 0; to < count; to++) {
                for (int port : from == to ? new int[0] : Block.ports()) {
                    routes.add(new Route(
                            Regions.NAMES.get(from),
                            Regions.NAMES.get(to),
                            new InetSocketAddress(block.seen(from, to), port),
                            new InetSocketAddress(block.host(to), port)));
                }
            }
        }
        return routes;
    }

    @Override
    public Path directory(int node) {
        return grounds.directories().of(node);
    }

    @Override
    public String host(int node) {
        return grounds.block().host(node);
    }

    @Override
    public String address(int from, int to, int port) {
        return grounds.block().seen(from, to) + ":" + port;
    }

    @Override
    public String name(int node) {
        return HostsFiles.name(node);
    }

    @Override
    public Optional<Path> hosts(int from) {
        return Optional.of(new HostsFiles(grounds).of(from));
    }

    @Override
    public int[] ports() {
        return Block.ports();
    }

    @Override
    public void close() {
        try (grounds) {
            emulator.close();
        }
    }
}
