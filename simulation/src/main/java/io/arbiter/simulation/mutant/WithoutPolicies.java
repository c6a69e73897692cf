package io.arbiter.simulation.mutant;

import io.arbiter.core.command.Command;
import io.arbiter.core.machine.ApplyResult;
import io.arbiter.core.machine.LeaseMachine;
import io.arbiter.core.policy.Policies;

/** Applies one command as if there were no policies, and puts them back in force. */
final class WithoutPolicies {
    private WithoutPolicies() {}

    static ApplyResult apply(LeaseMachine machine, long index, long wallMillis, Command command) {
        Policies policies = machine.state().policies();
        if (policies.size() == 0) {
            return machine.apply(index, wallMillis, command);
        }
        machine.restore(SnapshotEdit.with(machine.image(), Policies.NONE));
        ApplyResult applied = machine.apply(index, wallMillis, command);
        machine.restore(SnapshotEdit.with(machine.image(), policies));
        return applied;
    }
}
