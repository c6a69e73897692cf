package io.arbiter.bench.contest;

import io.arbiter.link.Link;
import io.arbiter.link.LinkEmulator;
import io.arbiter.link.LinkShape;
import io.arbiter.link.Links;
import io.arbiter.link.Route;
import io.arbiter.testsupport.files.FileTree;
import io.arbiter.testsupport.servers.Geography;
import io.arbiter.testsupport.servers.HostsFile;
import io.arbiter.testsupport.servers.LoopbackBlock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The places of a cluster's three nodes. Each node listens on an address of its own. From the place of any other node
 * it is reached at an address that leads over the link between the two (without links: at its own). The addresses
 * belong to this site alone, so that every port of {@link #ports} is free on them.
 *
 * <p>Systems want the same list of members on every node. There a node goes by its {@link #name}. {@link #hosts} gives
 * the address of a name at each place: by {@code -Djdk.net.hosts.file} to a JVM, by {@link HostsView} to any other
 * program.
 */
public final class Site implements AutoCloseable {
    private static final String DOMAIN = ".bench.test";

    private final LoopbackBlock block;
    private final Path root;
    private Optional<LinkEmulator> links = Optional.empty();

    private Site(LoopbackBlock block, Path root) {
        this.block = block;
        this.root = root;
    }

    /**
     * Three nodes on one machine that reach each other without any detour.
     *
     * @param parent directory for the nodes' directories: it decides which disk is measured
     * @throws IOException if directories cannot be made, or all addresses are taken
     */
    public static Site local(Path parent) throws IOException {
        LoopbackBlock block = LoopbackBlock.claim(0);
        try {
            Files.createDirectories(parent);
            Path root = Files.createTempDirectory(parent, "site-").toAbsolutePath();
            for (String region : Geography.NAMES) {
                Files.createDirectory(root.resolve(region));
            }
            return new Site(block, root);
        } catch (IOException failed) {
            block.close();
            throw failed;
        }
    }

    /**
     * Three nodes as far from each other as us-east, us-west and eu-central: round trips of 70 ms between the first
     * two, 90 from us-east to eu-central, 145 from us-west. The links are emulated in this process. A client at a
     * node's place reaches that node directly, and the others over the links that the node uses.
     *
     * @param parent as for {@link #local}
     * @throws IOException likewise
     */
    public static Site wan(Path parent) throws IOException {
        Site site = local(parent);
        try {
            site.link();
            return site;
        } catch (IOException failed) {
            site.close();
            throw failed;
        }
    }

    private void link() throws IOException {
        Links between = new Links(Geography.NAMES);
        for (Link link : between.all()) {
            link.reshape(LinkShape.NONE.withDelay(
                    Geography.roundTrip(link.from(), link.to()).dividedBy(2)));
        }
        List<Route> routes = new ArrayList<>();
        for (String from : Geography.NAMES) {
            HostsFile.write(hostsOf(from), DOMAIN, to -> seen(from, to));
            for (String to : Geography.NAMES) {
                for (int port : from.equals(to) ? new int[0] : ports()) {
                    routes.add(new Route(
                            from,
                            to,
                            new InetSocketAddress(seen(from, to), port),
                            new InetSocketAddress(seen(to, to), port)));
                }
            }
        }
        links = Optional.of(LinkEmulator.start(between, routes));
    }

    /** The address at which {@code from} reaches {@code to}: its own if they are the same, else the end of a link. */
    private String seen(String from, String to) {
        return block.fromServers(Geography.numberOf(from), Geography.numberOf(to));
    }

    private Path hostsOf(String from) {
        return root.resolve("hosts-of-" + from);
    }

    /** {@code us-east}, {@code us-west} or {@code eu-central}. */
    public static String region(int node) {
        return Geography.NAMES.get(node);
    }

    /** The directory of node {@code node} for its data and logs; empty at first, deleted by {@link #close}. */
    public Path directory(int node) {
        return root.resolve(region(node));
    }

    /** The address that node {@code node} listens on, at any port that {@link #ports} names. */
    public String host(int node) {
        return seen(region(node), region(node));
    }

    /** The address at which a process at {@code from} reaches {@code port} of node {@code to}: {@code host:port}. */
    public String address(int from, int to, int port) {
        return (links.isPresent() ? seen(region(from), region(to)) : host(to)) + ":" + port;
    }

    /** The name of that node for every node: an address if it is the same from everywhere, else a name. */
    public String name(int node) {
        return links.isPresent() ? region(node) + DOMAIN : host(node);
    }

    /** The hosts file that resolves the names for a process at {@code from}; empty if names are addresses. */
    public Optional<Path> hosts(int from) {
        return links.map(emulated -> hostsOf(region(from)));
    }

    /** The ports that the links carry: the system's first, second and third. */
    public int[] ports() {
        return new int[] {LoopbackBlock.RAFT_PORT, LoopbackBlock.CLIENT_PORT, LoopbackBlock.HTTP_PORT};
    }

    /** Ends the links and deletes the directories; call it after the servers have ended. */
    @Override
    public void close() {
        try (block) {
            links.ifPresent(LinkEmulator::close);
            FileTree.delete(root);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot tidy up " + root + "; does a server still run there?", failed);
        }
    }
}
