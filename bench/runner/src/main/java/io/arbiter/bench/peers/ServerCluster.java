package io.arbiter.bench.peers;

import io.arbiter.bench.contest.Cluster;
import io.arbiter.bench.contest.Site;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** The common part of three processes of any system: they are started, awaited, asked for the leader, and ended. */
public abstract class ServerCluster implements Cluster {
    protected final Servers servers;
    private final String system;

    /** @param system its name, for people */
    protected ServerCluster(String system, Servers servers) {
        this.system = system;
        this.servers = servers;
    }

    /** Whether that node serves now. Answers soon. */
    protected abstract boolean serves(int node) throws InterruptedException;

    /** The present leader, if one is known. Answers soon. */
    protected abstract Optional<Integer> currentLeader() throws InterruptedException;

    /** Such a cluster once all serve. @throws IOException as {@link #awaitServing}; its servers are ended then */
    public static <C extends ServerCluster> C serving(C started) throws IOException {
        try {
            started.awaitServing();
            return started;
        } catch (IOException failed) {
            started.close();
            throw failed;
        }
    }

    /** Waits until all serve. @throws IOException if one has ended, or does not serve within a minute */
    public final void awaitServing() throws IOException {
        for (int node = 0; node < servers.processes().size(); node++) {
            awaitServing(node);
        }
    }

    private void awaitServing(int node) throws IOException {
        Await.answer(system + " at " + Site.region(node), () -> servers.serving(node, serves(node)));
    }

    @Override
    public final int leader() {
        try {
            return Await.answer("a leader of " + system, this::currentLeader);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public final List<Process> servers() {
        return servers.processes();
    }

    @Override
    public final void revive(int node) throws IOException {
        servers.restart(node);
        awaitServing(node);
    }

    @Override
    public void close() {
        servers.close();
    }
}
