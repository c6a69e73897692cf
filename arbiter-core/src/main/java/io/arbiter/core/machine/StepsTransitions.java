package io.arbiter.core.machine;

import io.arbiter.core.command.Command.CommitSteps;
import io.arbiter.core.command.Command.PutRecord;
import io.arbiter.core.command.Command.Release;
import io.arbiter.core.command.LeaseRef;
import io.arbiter.core.command.Step;
import io.arbiter.core.outcome.Outcome;
import io.arbiter.core.outcome.Refusal;
import io.arbiter.core.steps.StepResult;
import io.arbiter.core.steps.StepsAnswer;
import io.arbiter.core.steps.StepsDigest;
import io.arbiter.core.steps.StepsMemory;
import java.util.ArrayList;
import java.util.Optional;

/**
 * Several steps in one command, all or nothing. Each goes by the rule of the command of its kind, so whatever holds of
 * those holds of it: S1 and S2 because {@link Grants} grants, S4 and S5 because each names its token. What is granted
 * and released in between was never free for anybody else, for nothing is applied in between.
 */
final class StepsTransitions {
    private final State state;
    private final LeaseTransitions leases;
    private final RecordTransitions records;

    StepsTransitions(State state, LeaseTransitions leases, RecordTransitions records) {
        this.state = state;
        this.leases = leases;
        this.records = records;
    }

    /**
     * A repeat is looked up before anything is judged, because the steps changed what they would be judged by. A
     * refusal is not remembered, as none is: it changed nothing, and a repeat may find better luck.
     */
    Outcome commit(ApplyContext context, CommitSteps command) {
        Session session = state.session(command.session()).orElse(null);
        if (session == null) {
            return state.absent(command.session());
        }
        StepsMemory memory = session.steps();
        StepsDigest digest = StepsDigest.of(command.steps());
        Optional<StepsAnswer> earlier = memory.find(command.number());
        if (earlier.isPresent()) {
            return earlier.get().steps().equals(digest)
                    ? new Outcome.StepsCommitted(earlier.get())
                    : new Refusal.RepeatDiffers("steps", "those of call " + command.number());
        }
        if (command.number() <= memory.forgottenThrough()) {
            return new Refusal.StepsForgotten(command.number(), memory.forgottenThrough());
        }
        return new Attempt(context, session).carryOut(command, digest);
    }

    private final class Attempt implements Step.Visitor<Outcome> {
        private final ApplyContext context;
        private final Session session;

        Attempt(ApplyContext context, Session session) {
            this.context = context;
            this.session = session;
        }

        Outcome carryOut(CommitSteps command, StepsDigest digest) {
            state.beginUndo();
            var results = new ArrayList<StepResult>();
            for (Step step : command.steps()) {
                Outcome outcome = step.accept(this);
                if (outcome instanceof Refusal) {
                    state.rollBack();
                    context.discardEvents();
                    return asItStands(outcome);
                }
                results.add(result(outcome));
            }
            state.endUndo();
            var answer = new StepsAnswer(command.number(), digest, context.index, context.wallMillis, results);
            session.rememberSteps(answer);
            return new Outcome.StepsCommitted(answer);
        }

        /** What a step released and the next waiter was granted is held as before, now that all is undone. */
        private Outcome asItStands(Outcome refusal) {
            return refusal instanceof Refusal.LeaseHeld held
                            && held.by().token() > state.counters().lastToken()
                    ? new Refusal.LeaseHeld(
                            state.resource(held.by().resource()).orElseThrow().leaseOrNull())
                    : refusal;
        }

        @Override
        public Outcome acquire(Step.Acquire step) {
            Resource resource = state.resource(step.resource()).orElse(null);
            return resource != null && resource.isHeldBy(session.id())
                    ? new Refusal.LeaseHeld(resource.leaseOrNull())
                    : leases.acquire(context, session, step.resource(), false, 0);
        }

        @Override
        public Outcome put(Step.Put step) {
            LeaseRef ref = ref(step.resource(), step.token());
            long sequence = step.token() == 0 ? nextSequence(ref) : step.sequence();
            return records.put(context, new PutRecord(ref, sequence, step.expectedVersion(), step.value()));
        }

        @Override
        public Outcome release(Step.Release step) {
            return leases.release(context, new Release(ref(step.resource(), step.token())));
        }

        /** The shape of the command says that a step before acquired what has no token. */
        private LeaseRef ref(String name, long token) {
            return new LeaseRef(
                    name,
                    session.id(),
                    token > 0
                            ? token
                            : state.resource(name).orElseThrow().leaseOrNull().token());
        }

        private long nextSequence(LeaseRef ref) {
            StoredRecord last = state.resource(ref.resource()).orElseThrow().recordOrNull();
            return last != null && last.token() == ref.token() ? last.sequence() + 1 : 1;
        }

        private StepResult result(Outcome outcome) {
            if (outcome instanceof Outcome.LeaseAcquired acquired) {
                return new StepResult.Granted(
                        acquired.lease().token(), acquired.lease().basis());
            } else if (outcome instanceof Outcome.RecordPut put) {
                return new StepResult.Put(put.version());
            } else if (outcome instanceof Outcome.LeaseReleased) {
                return new StepResult.Released();
            }
            throw new IllegalStateException("a step whose outcome is " + outcome);
        }
    }
}
