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
    private final Path project;
    private final Map<String, String> keys;
    private final boolean archived;

    /** @param project the tree with {@code bin/arbiter-server} and {@code arbiter-server/target} */
    public ArbiterContestant(Path project) {
        this(project, Map.of(), false);
    }

    /**
     * @param keys of the servers' configuration that differ from those that ship
     * @param archived whether they start from a class data archive, as they ship; it takes half a minute to make, and
     *     matters to their starts alone
     */
    public ArbiterContestant(Path project, Map<String, String> keys, boolean archived) {
        this.project = project;
        this.keys = Map.copyOf(keys);
        this.archived = archived;
    }

    @Override
    public String name() {
        return "arbiter";
    }

    @Override
    public Optional<String> missing() {
        return ServerProgram.missing(project);
    }

    @Override
    public String version() {
        return "arbiter " + ServerProgram.version(project);
    }

    @Override
    public ArbiterCluster start(Site site) throws IOException {
        ServerProgram program = ServerProgram.forRun(project, site.directory(0).resolve("program"));
        if (archived) {
            program.archive(project);
        }
        List<NodeFiles> nodes = new ArrayList<>();
        for (int node = 0; node < NodeFiles.NODES; node++) {
            nodes.add(new NodeFiles(site, node));
            nodes.get(node).write(settings());
        }
        return ServerCluster.serving(new ArbiterCluster(
                nodes,
                Servers.start(site, node -> program.command(nodes.get(node).config(), jvm(site, node)))));
    }

    private String settings() {
        var lines = new StringBuilder();
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
