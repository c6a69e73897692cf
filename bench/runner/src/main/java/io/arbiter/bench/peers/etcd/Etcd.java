package io.arbiter.bench.peers.etcd;

import io.arbiter.bench.contest.Cluster;
import io.arbiter.bench.contest.Contestant;
import io.arbiter.bench.contest.HostsView;
import io.arbiter.bench.contest.Site;
import io.arbiter.bench.peers.ServerCluster;
import io.arbiter.bench.peers.Servers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** etcd with its defaults: heartbeat 100 ms, election timeout 1 s, fsync of every append. */
public final class Etcd implements Contestant {
    private static final String PROGRAM = "etcd";

    private final Optional<Path> program;

    /** The program that the shell would find. */
    public Etcd() {
        this(Stream.of(System.getenv("PATH").split(":")).map(Path::of).toList());
    }

    Etcd(List<Path> directories) {
        program = directories.stream()
                .map(directory -> directory.resolve(PROGRAM))
                .filter(Files::isExecutable)
                .findFirst();
    }

    @Override
    public String name() {
        return "etcd";
    }

    @Override
    public Optional<String> missing() {
        return program.isPresent()
                ? Optional.empty()
                : Optional.of("no program etcd in the PATH: run bench/install-peers, which installs Debian's "
                        + "etcd-server");
    }

    @Override
    public Optional<String> missingOnWan() {
        return missing().or(HostsView::missing);
    }

    @Override
    public String version() {
        return "etcd " + printed().lines().findFirst().orElseThrow().replace("etcd Version: ", "")
                + ", through the stubs of jetcd-grpc";
    }

    private String printed() {
        try {
            Process process = new ProcessBuilder(path(), "--version")
                    .redirectErrorStream(true)
                    .start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new IllegalStateException("cannot ask " + path() + " for its version", failed);
        }
    }

    private String path() {
        return program.orElseThrow(() -> new IllegalStateException(missing().orElseThrow()))
                .toString();
    }

    @Override
    public Cluster start(Site site) throws IOException {
        return ServerCluster.serving(new EtcdCluster(site, Servers.start(site, node -> command(site, node))));
    }

    private List<String> command(Site site, int node) {
        int[] ports = site.ports();
        String peers = ":" + ports[0];
        String clients = ":" + ports[EtcdCluster.CLIENT_PORT];
        List<String> command = new ArrayList<>(List.of(
                path(),
                "--name",
                Site.region(node),
                "--data-dir",
                site.directory(node).resolve("data").toString(),
                "--listen-peer-urls",
                "http://" + site.host(node) + peers,
                "--initial-advertise-peer-urls",
                "http://" + site.name(node) + peers,
                "--listen-client-urls",
                "http://" + site.host(node) + clients,
                "--advertise-client-urls",
                "http://" + site.name(node) + clients,
                "--initial-cluster",
                IntStream.range(0, 3)
                        .mapToObj(member -> Site.region(member) + "=http://" + site.name(member) + peers)
                        .collect(Collectors.joining(","))));
        return site.hosts(node).map(hosts -> HostsView.command(hosts, command)).orElse(command);
    }
}
