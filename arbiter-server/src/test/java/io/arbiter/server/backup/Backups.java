package io.arbiter.server.backup;

import io.arbiter.core.command.Command;
import io.arbiter.core.expiry.ExpiryTracker;
import io.arbiter.core.machine.LeaseMachine;
import io.arbiter.core.machine.Limits;
import io.arbiter.core.machine.StateSnapshot;
import io.arbiter.server.codec.SnapshotCodec;
import io.arbiter.server.consensus.SnapshotSource;
import io.arbiter.server.testing.RandomCommands;
import io.arbiter.v1.SnapshotInfo;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Backups of states that random commands made. */
public final class Backups {
    /** The wall clock of the newest command. */
    public static final long TAKEN_MILLIS = 1_780_000_000_000L;

    private Backups() {}

    /** A state of a formed cluster, with leases, waiters, policies, roles and promotions. */
    public static StateSnapshot state(long seed) {
        return stateAt(seed, TAKEN_MILLIS);
    }

    /** The same, by another wall clock. */
    public static StateSnapshot stateAt(long seed, long wallMillis) {
        var machine = new LeaseMachine(Limits.DEFAULT, new ExpiryTracker(System::nanoTime, Duration.ZERO));
        machine.apply(1, wallMillis, new Command.FormCluster("cluster-" + seed, 0, 0));
        long index = 2;
        for (Command command : new RandomCommands(seed).next(400)) {
            machine.apply(index++, wallMillis, command);
        }
        return machine.image();
    }

    public static SnapshotInfo info(StateSnapshot state) {
        return SnapshotInfo.newBuilder()
                .setFormat(BackupFormat.FORMAT)
                .setCluster("prod")
                .setClusterId(state.identity().orElseThrow().id())
                .setNode("us-east")
                .setRevision(state.counters().appliedIndex())
                .setTerm(3)
                .setTakenWallMillis(TAKEN_MILLIS)
                .setRelease("0.1.0")
                .setStateFormat(SnapshotCodec.formatOf(state))
                .setLastToken(state.counters().lastToken())
                .build();
    }

    public static byte[] bytes(SnapshotInfo info, StateSnapshot state) throws IOException {
        var out = new ByteArrayOutputStream();
        BackupWriter.write(info, source(state), out);
        return out.toByteArray();
    }

    /** A backup in a file. */
    public static Path write(Path file, StateSnapshot state) throws IOException {
        return Files.write(file, bytes(info(state), state));
    }

    private static SnapshotSource source(StateSnapshot state) {
        return new SnapshotSource() {
            @Override
            public void writeTo(OutputStream out) throws IOException {
                SnapshotCodec.write(state, out);
            }

            @Override
            public void close() {}
        };
    }
}
