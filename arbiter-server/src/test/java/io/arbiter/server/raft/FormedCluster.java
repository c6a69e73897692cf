package io.arbiter.server.raft;

import io.arbiter.server.exit.ExitCode;
import io.arbiter.server.exit.StartException;
import io.arbiter.server.raft.disk.Disk;
import io.arbiter.server.storage.DataDirectory;
import io.arbiter.server.storage.VotingPermit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Three logs in data directories with identities, as the server has them. */
final class FormedCluster implements AutoCloseable {
    /** Begins the message of a node that starts, and votes for nothing until somebody admits it. */
    static final String WAITS = "waits to be admitted: ";

    final LogCluster logs;
    private final Path base;
    private final Map<String, DataDirectory> directories = new TreeMap<>();

    FormedCluster(Path base, int snapshotEvery) throws IOException {
        this.base = base;
        this.logs = new LogCluster(base, 3, snapshotEvery);
    }

    Path directoryOf(String node) {
        return base.resolve(node);
    }

    /** As the server starts: the order of its steps is the same. */
    void start(String node) throws StartException, IOException {
        DataDirectory directory = DataDirectory.open(directoryOf(node));
        try {
            VotingPermit permit = VotingPermit.check(directory, "test", node);
            if (permit.wiped().isPresent()) {
                throw new StartException(
                        ExitCode.MUST_NOT_VOTE, WAITS + permit.wiped().get());
            }
            if (permit.isFresh()) {
                Map<String, String> members = logs.config(node).members().stream()
                        .collect(Collectors.toMap(member -> member.name(), member -> "id of " + member.name()));
                members.put(node, permit.identity().id());
                permit.recordMembers(members);
            }
            permit.writeJoinedMarker();
            open(node, directory);
            permit.join();
            directories.put(node, directory);
        } catch (StartException refused) {
            directory.close();
            throw refused;
        }
    }

    private void open(String node, DataDirectory directory) throws StartException {
        RaftConfig plain = logs.config(node);
        var state = new CounterState();
        var exit = new RecordedExit();
        logs.logs.put(
                node,
                RatisLog.start(
                        new RaftConfig(
                                plain.cluster(),
                                node,
                                plain.members(),
                                plain.transport(),
                                directory.raft(),
                                plain.profile(),
                                plain.snapshotEveryEntries()),
                        state,
                        exit,
                        Disk.with(directory.bounds())));
        logs.states.put(node, state);
        logs.exits.put(node, exit);
    }

    void stop(String node) throws IOException {
        logs.stop(node);
        directories.remove(node).close();
    }

    @Override
    public void close() throws IOException {
        for (String node : directories.keySet().toArray(new String[0])) {
            stop(node);
        }
    }
}
