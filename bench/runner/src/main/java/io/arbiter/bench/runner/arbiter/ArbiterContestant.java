package io.arbiter.bench.runner.arbiter;

import io.arbiter.bench.contest.Cluster;
import io.arbiter.bench.contest.Contestant;
import io.arbiter.bench.contest.Site;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Arbiter as it was built in a project's tree. */
public final class ArbiterContestant implements Contestant {
    private final Path project;
    private final String version;

    /** @param project the tree with {@code bin/arbiter-server} and {@code arbiter-server/target} */
    public ArbiterContestant(Path project, String version) {
        this.project = project;
        this.version = version;
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
        return "arbiter " + version;
    }

    @Override
    public Cluster start(Site site) throws IOException {
        ServerProgram program = ServerProgram.copy(project, site.directory(0).resolve("program"));
        List<ServerNode> nodes = new ArrayList<>();
        for (int node = 0; node < NodeFiles.NODES; node++) {
            NodeFiles files = new NodeFiles(site, node);
            files.write();
            nodes.add(new ServerNode(program, files));
        }
        return ArbiterCluster.start(site, nodes);
    }
}
