package io.arbiter.chaos.servers;

import io.arbiter.link.Link;
import io.arbiter.link.LinkEmulator;
import io.arbiter.link.LinkShape;
import io.arbiter.link.Links;
import io.arbiter.link.Route;
import io.arbiter.testsupport.servers.Geography;
import io.arbiter.testsupport.servers.LoopbackBlock;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * All ways between the servers, and between each region's clients and all servers: emulated links, in this process. A
 * region's clients are a place of their own ({@link #clientsOf}), so that they can be cut off from servers that reach
 * each other well. Thread safe.
 */
public final class Network implements AutoCloseable {
    private static final String CLIENTS = "clients-";

    private final Links links = new Links(places());
    private final boolean wan;
    private final LinkEmulator emulator;

    private Network(LoopbackBlock block, boolean wan) throws IOException {
        this.wan = wan;
        restoreShapes();
        this.emulator = LinkEmulator.start(links, routes(block));
    }

    static Network start(LoopbackBlock block, boolean wan) throws IOException {
        return new Network(block, wan);
    }

    private static List<String> places() {
        List<String> places = new ArrayList<>(Geography.NAMES);
        Geography.NAMES.forEach(region -> places.add(clientsOf(region)));
        return places;
    }

    private static List<Route> routes(LoopbackBlock block) {
        List<Route> routes = new ArrayList<>();
        int count = Geography.NAMES.size();
        for (int from = 1; from <= count; from++) {
            for (int to = 1; to <= count; to++) {
                String region = Geography.NAMES.get(from - 1);
                String server = Geography.NAMES.get(to - 1);
                for (int port : List.of(LoopbackBlock.RAFT_PORT, LoopbackBlock.CLIENT_PORT)) {
                    if (from != to) {
                        routes.add(route(region, server, block.fromServers(from, to), block.server(to), port));
                    }
                }
                routes.add(route(
                        clientsOf(region),
                        server,
                        block.fromClients(from, to),
                        block.server(to),
                        LoopbackBlock.CLIENT_PORT));
            }
        }
        return routes;
    }

    private static Route route(String from, String to, String listen, String target, int port) {
        return new Route(from, to, new InetSocketAddress(listen, port), new InetSocketAddress(target, port));
    }

    /** The place where a region's clients are. */
    public static String clientsOf(String region) {
        return CLIENTS + region;
    }

    private static String regionOf(String place) {
        return place.startsWith(CLIENTS) ? place.substring(CLIENTS.length()) : place;
    }

    /** Every link, by place; for faults of one's own. */
    public Links links() {
        return links;
    }

    /** The link between the servers of two regions, one direction. */
    public Link between(String from, String to) {
        return links.between(from, to);
    }

    /** Every link that leaves a region, or enters it: those of its clients too, as far as they leave the region. */
    public List<Link> leaving(String region) {
        return crossing().stream()
                .filter(link -> regionOf(link.from()).equals(region))
                .toList();
    }

    /** The other direction of {@link #leaving}. */
    public List<Link> entering(String region) {
        return crossing().stream()
                .filter(link -> regionOf(link.to()).equals(region))
                .toList();
    }

    /** Every link that leaves a region or enters it. */
    public List<Link> around(String region) {
        return Stream.concat(leaving(region).stream(), entering(region).stream())
                .toList();
    }

    /** Every link between two regions. */
    public List<Link> crossing() {
        return links.all().stream()
                .filter(link -> !regionOf(link.from()).equals(regionOf(link.to())))
                .toList();
    }

    /** Both directions between two regions, for servers and clients. */
    public List<Link> crossing(String one, String other) {
        return Stream.concat(oneWay(one, other).stream(), oneWay(other, one).stream())
                .toList();
    }

    /** The links that carry one region's traffic to another, for servers and clients. */
    public List<Link> oneWay(String from, String to) {
        return leaving(from).stream()
                .filter(link -> regionOf(link.to()).equals(to))
                .toList();
    }

    /** Opens every link and gives each the delay that it had at the start. */
    public void heal() {
        restoreShapes();
        links.heal();
    }

    /** The shapes of the start. */
    public final void restoreShapes() {
        links.all().forEach(link -> link.reshape(usual(link)));
    }

    /** The shape of a link without faults. */
    public LinkShape usual(Link link) {
        Duration roundTrip = Geography.roundTrip(regionOf(link.from()), regionOf(link.to()));
        return wan ? LinkShape.NONE.withDelay(roundTrip.dividedBy(2)) : LinkShape.NONE;
    }

    @Override
    public void close() {
        emulator.close();
    }
}
