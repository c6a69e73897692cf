package io.arbiter.bench.contest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Three nodes on one machine that reach each other without any detour. */
public final class LocalSite extends LoopbackSite {
    private LocalSite(Grounds grounds) {
        super(grounds);
    }

    /**
     * @param parent directory for the nodes' directories: it decides which disk is measured
     * @throws IOException if directories cannot be made, or all addresses are taken
     */
    public static LocalSite open(Path parent) throws IOException {
        return new LocalSite(Grounds.claim(parent));
    }

    @Override
    public String address(int from, int to, int port) {
        return host(to) + ":" + port;
    }

    @Override
    public String name(int node) {
        return host(node);
    }

    @Override
    public Optional<Path> hosts(int from) {
        return Optional.empty();
    }

    @Override
    public void close() {
        grounds.close();
    }
}
