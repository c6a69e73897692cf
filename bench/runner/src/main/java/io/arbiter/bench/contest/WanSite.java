package io.arbiter.bench.contest;

import io.arbiter.link.Link;
import io.arbiter.link.LinkEmulator;
import io.arbiter.link.LinkShape;
import io.arbiter.link.Links;
import io.arbiter.link.Route;
import io.arbiter.testsupport.servers.Geography;
import io.arbiter.testsupport.servers.HostsFile;
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
public final class WanSite extends LoopbackSite {
    private final LinkEmulator emulator;

    private WanSite(Grounds grounds, LinkEmulator emulator) {
        super(grounds);
        this.emulator = emulator;
    }

    /**
     * @param parent directory for the nodes' directories: it decides which disk is measured
     * @throws IOException if directories cannot be made, or all addresses are taken
     */
    public static WanSite open(Path parent) throws IOException {
        Grounds grounds = Grounds.claim(parent);
        try {
            for (int from = 0; from < Geography.NAMES.size(); from++) {
                int place = from;
                HostsFile.write(
                        grounds.hosts(from), Grounds.DOMAIN, to -> grounds.seen(place, Geography.NAMES.indexOf(to)));
            }
            return new WanSite(grounds, LinkEmulator.start(links(), routes(grounds)));
        } catch (IOException failed) {
            grounds.close();
            throw failed;
        }
    }

    private static Links links() {
        Links links = new Links(Geography.NAMES);
        for (Link link : links.all()) {
            link.reshape(LinkShape.NONE.withDelay(
                    Geography.roundTrip(link.from(), link.to()).dividedBy(2)));
        }
        return links;
    }

    private static List<Route> routes(Grounds grounds) {
        List<Route> routes = new ArrayList<>();
        int count = Geography.NAMES.size();
        for (int from = 0; from < count; from++) {
            for (int to = 0; to < count; to++) {
                for (int port : from == to ? new int[0] : Grounds.ports()) {
                    routes.add(new Route(
                            Geography.NAMES.get(from),
                            Geography.NAMES.get(to),
                            new InetSocketAddress(grounds.seen(from, to), port),
                            new InetSocketAddress(grounds.host(to), port)));
                }
            }
        }
        return routes;
    }

    @Override
    public String address(int from, int to, int port) {
        return grounds.seen(from, to) + ":" + port;
    }

    @Override
    public String name(int node) {
        return Geography.NAMES.get(node) + Grounds.DOMAIN;
    }

    @Override
    public Optional<Path> hosts(int from) {
        return Optional.of(grounds.hosts(from));
    }

    @Override
    public void close() {
        try (grounds) {
            emulator.close();
        }
    }
}
