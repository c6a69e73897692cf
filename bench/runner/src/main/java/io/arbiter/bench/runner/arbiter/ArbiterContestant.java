package io.arbiter.bench.runner.arbiter;

import io.arbiter.bench.contest.Contestant;
import io.arbiter.bench.contest.Site;
import io.arbiter.bench.peers.ServerCluster;
import io.arbiter.bench.peers.Servers;
import io.arbiter.testsupport.servers.ServerProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Arbiter as it was built in a project's tree. */
public final class ArbiterContestant implements Contestant {
    public static final String NAME = "arbiter";
    public static final String SECURED = "arbiter-tls";
    public static final String SIGNED = "arbiter-signed";
    /** All clients of a run share one certificate, and so the quota of one identity. */
    private static final Map<String, String> UNLIMITED = Map.of(
            "limits.identity.requests-per-second", "1000000",
            "limits.identity.connections", "10000",
            "limits.identity.streams", "10000",
            "limits.identity.calls", "1000000",
            "limits.identity.sessions", "200000",
            "limits.identity.leases", "1000000");

    private final Path project;
    private final Map<String, String> keys;
    private final boolean archived;
    private final String name;

    /** @param project the tree with {@code bin/arbiter-server} and {@code arbiter-server/target} */
    public ArbiterContestant(Path project) {
        this(project, Map.of(), false, NAME);
    }

    /**
     * @param keys of the servers' configuration that differ from those that ship
     * @param archived whether they start from a class data archive, as they ship; it takes half a minute to make, and
     *     matters to their starts alone
     */
    public ArbiterContestant(Path project, Map<String, String> keys, boolean archived) {
        this(project, keys, archived, NAME);
    }

    private ArbiterContestant(Path project, Map<String, String> keys, boolean archived, String name) {
        this.project = project;
        this.name = name;
        this.keys = Map.copyOf(keys);
        this.archived = archived;
    }

    /** The same with TLS and certificates on both sides, between nodes as well; the other one speaks plaintext. */
    public static ArbiterContestant secured(Path project) {
        return new ArbiterContestant(project, UNLIMITED, false, SECURED);
    }

    /** A secured one that signs what it grants: to be held against the secured one that does not. */
    public static ArbiterContestant signed(Path project) {
        return new ArbiterContestant(project, UNLIMITED, false, SIGNED);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Optional<String> missing() {
        return ServerProgram.missing(project);
    }

    @Override
    public String version() {
        return name + " " + ServerProgram.version(project);
    }

    @Override
    public ArbiterCluster start(Site site) throws IOException {
        ServerProgram program = ServerProgram.forRun(project, site.directory(0).resolve("program"));
        if (archived) {
            program.archive(project);
        }
        Optional<Certificates> certificates = name.equals(NAME)
                ? Optional.empty()
                : Optional.of(Certificates.issue(site.directory(0).resolve("certificates")));
        List<NodeFiles> nodes = new ArrayList<>();
        for (int node = 0; node < NodeFiles.NODES; node++) {
            nodes.add(new NodeFiles(site, node));
            nodes.get(node).write(settings(certificates, node));
        }
        ArbiterCluster cluster = ServerCluster.serving(new ArbiterCluster(
                nodes,
                certificates,
                Servers.start(site, node -> program.command(nodes.get(node).config(), jvm(site, node)))));
        if (name.equals(SIGNED)) {
            cluster.beginToSign();
        }
        return cluster;
    }

    private String settings(Optional<Certificates> certificates, int node) {
        var lines = new StringBuilder(
                certificates.map(issued -> issued.settings(node)).orElse(""));
        keys.forEach(
                (key, value) -> lines.append(key).append(": ").append(value).append('\n'));
        return lines.toString();
    }

    private static List<String> jvm(Site site, int node) {
        List<String> options = new ArrayList<>();
        site.hosts(node).ifPresent(hosts -> options.add("-Djdk.net.hosts.file=" + hosts));
        options.addAll(Servers.jvmOptions());
        return options;
    }
}
