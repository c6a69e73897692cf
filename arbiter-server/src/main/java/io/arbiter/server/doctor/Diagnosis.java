package io.arbiter.server.doctor;

import io.arbiter.server.exit.ExitCode;
import io.arbiter.server.storage.Inventory.Item;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a data directory holds, and what a start would do with it.
 *
 * @param files in the order in which a start looks at them
 * @param repairs what a start would do to the files, a line each; none if it would refuse
 * @param state what the newest snapshot holds; empty if there is none, or a start would refuse
 * @param entries of leases in the log, behind the snapshot or not yet removed
 * @param exit with which code a start would end; {@link ExitCode#OK} if it would go on
 * @param verdict what a start would do, or why it would refuse, and what to do then
 */
record Diagnosis(
        Path directory,
        List<Item> files,
        List<String> repairs,
        Optional<State> state,
        long entries,
        ExitCode exit,
        String verdict) {
    /**
     * @param index of the last log entry that it covers
     * @param leases that are held
     * @param lastToken the largest fencing token granted
     */
    record State(long index, int sessions, int leases, long lastToken) {}
}
