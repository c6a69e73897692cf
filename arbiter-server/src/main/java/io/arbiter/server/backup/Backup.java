package io.arbiter.server.backup;

import io.arbiter.core.expiry.ExpiryTracker;
import io.arbiter.core.machine.Invariants;
import io.arbiter.core.machine.LeaseMachine;
import io.arbiter.core.machine.Limits;
import io.arbiter.core.machine.StateSnapshot;
import io.arbiter.core.restore.RestoreRefusedException;
import io.arbiter.core.restore.RestoreRule;
import io.arbiter.server.backup.BackupException.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * A backup that was decoded, and whose state is a legal one.
 *
 * @param leases that are held
 */
public record Backup(BackupFile file, StateSnapshot state, int leases) {
    /**
     * Reads it, restores it into memory and checks the invariants (S1, S2 and what S5 needs).
     *
     * @throws BackupException if nothing may be restored from it
     * @throws IOException if it cannot be read
     */
    public static Backup read(Path path) throws IOException {
        BackupFile file = BackupFile.check(path);
        StateSnapshot state = file.state();
        return new Backup(file, state, leasesOf(state, path));
    }

    /**
     * The state with which a cluster begins that is restored at this instant, checked like the backup's own.
     *
     * @throws BackupException if it may not be restored then
     */
    public StateSnapshot restoredAt(Instant now) throws BackupException {
        try {
            StateSnapshot restored = RestoreRule.renumber(state, now);
            leasesOf(restored, file.path());
            return restored;
        } catch (RestoreRefusedException refused) {
            throw new BackupException(Kind.RESTORE_REFUSED, file.path() + ": " + refused.getMessage(), refused);
        }
    }

    private static int leasesOf(StateSnapshot state, Path path) throws BackupException {
        var machine = new LeaseMachine(Limits.DEFAULT, new ExpiryTracker(System::nanoTime, Duration.ZERO));
        try {
            machine.restore(state);
            Invariants.check(machine.state(), Limits.DEFAULT);
            return machine.state().leaseCount();
        } catch (RuntimeException broken) {
            throw new BackupException(
                    Kind.BACKUP_STATE_BROKEN,
                    path + " is as it was written, but its state breaks an invariant: " + broken.getMessage()
                            + ". Nothing may be restored from it; please report this",
                    broken);
        }
    }
}
