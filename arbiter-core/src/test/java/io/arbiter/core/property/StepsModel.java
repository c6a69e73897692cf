package io.arbiter.core.property;

import io.arbiter.core.command.Command;
import io.arbiter.core.command.LeaseRef;
import io.arbiter.core.command.Step;
import io.arbiter.core.machine.StoredRecord;
import io.arbiter.core.outcome.Outcome;
import io.arbiter.core.outcome.Refusal;
import io.arbiter.core.steps.StepResult;
import io.arbiter.core.steps.StepsAnswer;
import io.arbiter.core.steps.StepsDigest;
import io.arbiter.core.steps.StepsMemory;
import java.util.ArrayList;
import java.util.Optional;
import java.util.OptionalInt;

/** The rules of several steps, stated a second time: what was noted for them is struck out if one is refused. */
record StepsModel(Ledger ledger, LeaseModel leases, RecordModel records) {

    Outcome commit(Command.CommitSteps command) {
        if (!ledger.picture.live.containsKey(command.session())) {
            return new Refusals(ledger.picture).absent(command.session());
        }
        StepsMemory memory = ledger.picture.steps.getOrDefault(command.session(), StepsMemory.EMPTY);
        Optional<StepsAnswer> earlier = memory.find(command.number());
        if (earlier.isPresent()) {
            return earlier.get().steps().equals(StepsDigest.of(command.steps()))
                    ? new Outcome.StepsCommitted(earlier.get())
                    : new Refusal.RepeatDiffers("steps", "those of call " + command.number());
        }
        ledger.picture.leasesOverBeforeSteps = OptionalInt.of(ledger.picture.leasesOver.size());
        Outcome outcome = attempt(command);
        ledger.picture.leasesOverBeforeSteps = OptionalInt.empty();
        return outcome;
    }

    private Outcome attempt(Command.CommitSteps command) {
        int mark = ledger.mark();
        var results = new ArrayList<StepResult>();
        for (Step step : command.steps()) {
            Outcome outcome = carryOut(command.session(), step);
            if (outcome instanceof Refusal) {
                ledger.strikeOut(mark);
                return outcome instanceof Refusal.LeaseHeld held && held.by().token() > ledger.picture.tokensEver
                        ? new Refusal.LeaseHeld(ledger.picture.lease(
                                ledger.picture.held.get(held.by().resource())))
                        : outcome;
            }
            results.add(result(outcome));
            ledger.forgetTheIdle();
        }
        var answer = new StepsAnswer(
                command.number(),
                StepsDigest.of(command.steps()),
                ledger.now.index(),
                ledger.now.wallMillis(),
                results);
        ledger.note(new Fact.Answered(command.session(), answer));
        return new Outcome.StepsCommitted(answer);
    }

    private Outcome carryOut(long session, Step step) {
        Fact.Granted holder = ledger.picture.held.get(step.resource());
        if (step instanceof Step.Acquire) {
            return holder != null && holder.session() == session
                    ? new Refusal.LeaseHeld(ledger.picture.lease(holder))
                    : leases.acquire(new Command.Acquire(step.resource(), session, false, 0));
        } else if (step instanceof Step.Put put) {
            long token = put.token() == 0 ? holder.token() : put.token();
            StoredRecord last = ledger.picture.records.get(put.resource());
            long next = last != null && last.token() == token ? last.sequence() + 1 : 1;
            return records.put(new Command.PutRecord(
                    new LeaseRef(put.resource(), session, token),
                    put.token() == 0 ? next : put.sequence(),
                    put.expectedVersion(),
                    put.value()));
        }
        long token = ((Step.Release) step).token();
        return leases.release(
                new Command.Release(new LeaseRef(step.resource(), session, token == 0 ? holder.token() : token)));
    }

    private static StepResult result(Outcome outcome) {
        if (outcome instanceof Outcome.LeaseAcquired acquired) {
            return new StepResult.Granted(
                    acquired.lease().token(), acquired.lease().basis());
        }
        return outcome instanceof Outcome.RecordPut put ? new StepResult.Put(put.version()) : new StepResult.Released();
    }
}
