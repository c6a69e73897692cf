package io.arbiter.link;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * An address at which one region finds a port of another: {@code from} connects to {@code listen}, and reaches
 * {@code target}, which belongs to {@code to}.
 */
public record Route(String from, String to, InetSocketAddress listen, InetSocketAddress target) {
    public Route {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(listen, "listen");
        Objects.requireNonNull(target, "target");
    }

    /**
     * The routes of the local three-region deployment: region number F (from 1) finds port p of region number
     * T at 127.1.F.T:p, and it leads to 127.0.1.T:p.
     */
    public static List<Route> loopback(List<String> regions, List<Integer> ports) {
        List<Route> routes = new ArrayList<>();
        for (int from = 1; from <= regions.size(); from++) {
            for (int to = 1; to <= regions.size(); to++) {
                for (int port : from == to ? List.<Integer>of() : ports) {
                    routes.add(new Route(
                            regions.get(from - 1),
                            regions.get(to - 1),
                            new InetSocketAddress("127.1." + from + "." + to, port),
                            new InetSocketAddress("127.0.1." + to, port)));
                }
            }
        }
        return routes;
    }
}
