package io.arbiter.simulation.mutant;

import io.arbiter.core.command.Command;
import io.arbiter.core.machine.ApplyResult;
import io.arbiter.core.machine.LeaseMachine;
import io.arbiter.core.pause.Pauses;

/** Applies one command as if nothing were paused, and puts the pauses back in force. */
final class WithoutPauses {
    private WithoutPauses() {}

    static ApplyResult apply(LeaseMachine machine, long index, long wallMillis, Command command) {
        Pauses pauses = machine.state().pauses();
        if (pauses.size() == 0) {
            return machine.apply(index, wallMillis, command);
        }
        machine.restore(SnapshotEdit.with(machine.image(), Pauses.NONE));
        ApplyResult applied = machine.apply(index, wallMillis, command);
        machine.restore(SnapshotEdit.with(machine.image(), pauses));
        return applied;
    }
}
