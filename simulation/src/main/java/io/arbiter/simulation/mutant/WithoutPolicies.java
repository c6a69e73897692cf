package io.arbiter.simulation.mutant;

import io.arbiter.core.command.Command;
import io.arbiter.core.machine.ApplyResult;
import io.arbiter.core.machine.LeaseMachine;
import io.arbiter.core.machine.StateSnapshot;
import io.arbiter.core.policy.Policies;

/** Applies one command as if there were no policies, and puts them back in force. */
final class WithoutPolicies {
    private WithoutPolicies() {}

    static ApplyResult apply(LeaseMachine machine, long index, long wallMillis, Command command) {
        Policies policies = machine.state().policies();
        if (policies.size() == 0) {
            return machine.apply(index, wallMillis, command);
        }
        machine.restore(with(machine.image(), Policies.NONE));
        ApplyResult applied = machine.apply(index, wallMillis, command);
        machine.restore(with(machine.image(), policies));
        return applied;
    }

    private static StateSnapshot with(StateSnapshot image, Policies policies) {
        return new StateSnapshot(
                image.identity(),
                image.auth(),
                policies,
                image.pauses(),
                image.promotions(),
                image.counters(),
                image.sessions(),
                image.resources(),
                image.endings(),
                image.endedSessions(),
                image.events(),
                image.compactedRevision(),
                image.remembersSteps());
    }
}
