package io.arbiter.chaos.servers;

import io.arbiter.testsupport.servers.Geography;
import io.arbiter.testsupport.servers.LoopbackBlock;
import io.arbiter.testsupport.servers.NodeProbe;
import io.arbiter.testsupport.servers.ServerProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Three real servers behind emulated links. They end with {@link #close}, with this process, and when it is killed.
 * Thread safe.
 */
public final class Regions implements AutoCloseable {
    /** Their names, in the order of their numbers. */
    public static final List<String> NAMES = Geography.NAMES;

    private final RegionsOptions options;
    private final LoopbackBlock block;
    private final Network network;
    private final List<Region> regions = new ArrayList<>();
    private final List<Incident> incidents = new CopyOnWriteArrayList<>();
    private final NodeProbe probe = new NodeProbe();

    private Regions(RegionsOptions options, LoopbackBlock block, Network network) {
        this.options = options;
        this.block = block;
        this.network = network;
    }

    /**
     * Starts links and servers; {@link #awaitHealthy} waits for them.
     *
     * @throws IOException if the server is not built, the block is taken, or there is no compiler for the interposer;
     *                     nothing runs then
     */
    public static Regions start(RegionsOptions options) throws IOException {
        Files.createDirectories(options.directory());
        ServerProgram program = ServerProgram.forRun(
                ServerProgram.findHome(), options.directory().resolve("program"));
        LoopbackBlock block = LoopbackBlock.claim(options.block());
        Regions regions;
        try {
            regions = new Regions(options, block, Network.start(block, options.wan()));
        } catch (IOException failed) {
            block.close();
            throw failed;
        }
        try {
            regions.startServers(program);
            return regions;
        } catch (IOException | RuntimeException failed) {
            regions.close();
            throw failed;
        }
    }

    private void startServers(ServerProgram program) throws IOException {
        Optional<Interposer> interposer = options.interposed()
                ? Optional.of(Interposer.compile(options.directory().resolve("interposer")))
                : Optional.empty();
        for (int number = 1; number <= NAMES.size(); number++) {
            NodeFiles files = NodeFiles.write(options, block, number);
            List<String> jvm = new ArrayList<>(ServerProgram.SMALL_JVM);
            jvm.add("-Djdk.net.hosts.file=" + files.serverHosts());
            regions.add(new Region(
                    NAMES.get(number - 1), files, program.command(files.config(), jvm), interposer, incidents::add));
        }
        for (Region region : regions) {
            region.launch();
        }
    }

    /** In the order of {@link #NAMES}. */
    public List<Region> regions() {
        return List.copyOf(regions);
    }

    /** @throws IllegalArgumentException if there is none of that name */
    public Region region(String name) {
        return regions.stream()
                .filter(region -> region.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("unknown region '" + name + "': expected one of " + NAMES));
    }

    /** The emulated links. */
    public Network network() {
        return network;
    }

    /** The directory of everything in this run. */
    public Path directory() {
        return options.directory();
    }

    /** The servers' addresses for a client process in that region, its own first; names of {@link #hostsFile}. */
    public List<String> endpoints(String region) {
        List<String> endpoints = new ArrayList<>(List.of(endpoint(region(region).name())));
        NAMES.stream().filter(name -> !name.equals(region)).forEach(name -> endpoints.add(endpoint(name)));
        return endpoints;
    }

    private static String endpoint(String region) {
        return region + NodeFiles.DOMAIN + ":" + LoopbackBlock.CLIENT_PORT;
    }

    /** For {@code -Djdk.net.hosts.file} of a client process in that region: its view of the network. */
    public Path hostsFile(String region) {
        return region(region).files().clientHosts();
    }

    /** The server's own address, past all links; for observers, which no fault may blind. */
    public String directAddress(String region) {
        return host(region(region)) + ":" + LoopbackBlock.CLIENT_PORT;
    }

    private String host(Region region) {
        return block.server(Geography.numberOf(region.name()));
    }

    /** The server's report of itself; empty if it does not answer. */
    public Optional<NodeView> view(Region region) throws InterruptedException {
        return region.isRunning() && !region.isPaused()
                ? NodeView.of(probe, host(region) + ":" + LoopbackBlock.HTTP_PORT)
                : Optional.empty();
    }

    /** The leader: of the servers that claim to be it, the one of the newest term. A paused server reports nothing. */
    public Optional<Region> leader() throws InterruptedException {
        Region leader = null;
        long newest = -1;
        for (Region region : regions) {
            Optional<NodeView> view = view(region).filter(NodeView::leader);
            if (view.isPresent() && view.get().term() > newest) {
                newest = view.get().term();
                leader = region;
            }
        }
        return Optional.ofNullable(leader);
    }

    /**
     * Waits until every server is ready, exactly one leads, and each has applied all entries that were committed when
     * this first held.
     *
     * @throws UnhealthyException if that does not come about in time, or a server has ended; it names what each lacks
     */
    public void awaitHealthy(Duration patience) throws InterruptedException, UnhealthyException {
        new HealthCheck(this).await(patience);
    }

    /** Ends, by force if need be, all remains of faults: links open, servers resumed and started. */
    public void heal() throws IOException, InterruptedException {
        network.heal();
        for (Region region : regions) {
            region.resume();
            region.start();
        }
    }

    /** Acts of the servers that no fault explains; in order. */
    public List<Incident> incidents() {
        return List.copyOf(incidents);
    }

    /** Kills the servers and ends the links. The files stay. */
    @Override
    public void close() throws IOException {
        regions.forEach(Region::kill);
        network.close();
        block.close();
    }
}
