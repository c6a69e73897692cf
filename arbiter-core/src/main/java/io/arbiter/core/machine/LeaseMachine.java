package io.arbiter.core.machine;

import io.arbiter.core.command.Command;
import io.arbiter.core.command.Terms;
import io.arbiter.core.outcome.Outcome;
import io.arbiter.core.promotion.Period;
import java.util.List;

/**
 * The replicated state machine: {@code apply(command) -> outcome + events}. Same input, same output; no clock, no
 * randomness, no I/O, no thread. Decisions of time arrive as commands that a leader proposed.
 *
 * <p>Not thread-safe: one thread applies, and readers of {@link #state()} exclude it.
 */
public final class LeaseMachine {
    private final State state;
    private final DeadlineListener deadlines;
    private final SessionTransitions sessions;
    private final LeaseTransitions leases;
    private final RecordTransitions records;
    private final StepsTransitions steps;
    private final AuthTransitions auth;
    private final PolicyTransitions policies;
    private final PauseTransitions pauses;
    private final PromotionTransitions promotions;

    public LeaseMachine(Limits limits, DeadlineListener deadlines) {
        this.state = new State(limits);
        this.deadlines = deadlines;
        var progress = new PromotionProgress(state);
        var grants = new Grants(state, progress, deadlines);
        this.leases = new LeaseTransitions(state, limits, grants, progress);
        this.sessions = new SessionTransitions(state, limits, grants, leases, deadlines);
        this.records = new RecordTransitions(state);
        this.steps = new StepsTransitions(state, leases, records);
        this.auth = new AuthTransitions(state, grants);
        this.policies = new PolicyTransitions(state, grants, progress);
        this.pauses = new PauseTransitions(state, policies, progress);
        this.promotions = new PromotionTransitions(state, grants, progress, sessions);
    }

    /** Applies one command by the latest rules, without a quota. */
    public ApplyResult apply(long index, long wallMillis, Command command) {
        return apply(index, wallMillis, Terms.LATEST, command);
    }

    /**
     * Applies one command. Commands of one log entry share its index and are applied in their order in it.
     *
     * @param index the log index, never lower than the one before
     * @param wallMillis the proposer's wall clock, which is kept for people and decides nothing
     * @param terms as the entry says
     * @throws IllegalStateException on a bug, never because of a client's input
     */
    public ApplyResult apply(long index, long wallMillis, Terms terms, Command command) {
        if (index < state.counters.appliedIndex()) {
            throw new IllegalStateException("index " + index + " after " + state.counters.appliedIndex());
        }
        state.counters = state.counters.at(index, wallMillis);
        var step = new ApplyContext(index, wallMillis, terms);
        Outcome outcome = command.accept(new Dispatch(step));
        step.events().forEach(state.history::add);
        state.promotions.takeTouched().forEach(name -> deadlines.periods(name, Periods.running(state, name)));
        return new ApplyResult(outcome, step.events());
    }

    /** The state, to read. */
    public State state() {
        return state;
    }

    /** The whole state as a value. */
    public StateSnapshot image() {
        return StateSnapshot.of(state);
    }

    /**
     * The state as it is now, to be read in portions while further commands are applied. Each open capture keeps the
     * images of what changes behind it: close it soon, and keep few.
     */
    public SnapshotCursor capture() {
        return state.capture();
    }

    /** Replaces the state. Deadlines are counted again from now, which is later than the truth and so safe. */
    public void restore(StateSnapshot image) {
        image.writeTo(state);
        deadlines.reset();
        state.sessions()
                .values()
                .forEach(session -> deadlines.renewed(
                        session.id(), session.renewals(), session.spec().silenceNanos()));
        state.resources()
                .values()
                .forEach(resource -> resource.lockDelay()
                        .ifPresent(delay -> deadlines.lockDelayStarted(resource.name(), delay.token(), delay.nanos())));
        for (String name : state.resources().keySet()) {
            List<Period> running = Periods.running(state, name);
            if (!running.isEmpty()) {
                deadlines.periods(name, running);
            }
        }
    }

    private final class Dispatch implements Command.Visitor<Outcome> {
        private final ApplyContext step;

        Dispatch(ApplyContext step) {
            this.step = step;
        }

        @Override
        public Outcome formCluster(Command.FormCluster command) {
            return state.form(command);
        }

        @Override
        public Outcome openSession(Command.OpenSession command) {
            return sessions.open(step, command);
        }

        @Override
        public Outcome renewSession(Command.RenewSession command) {
            return sessions.renew(command);
        }

        @Override
        public Outcome closeSession(Command.CloseSession command) {
            return sessions.close(step, command);
        }

        @Override
        public Outcome expireSession(Command.ExpireSession command) {
            return sessions.expire(step, command);
        }

        @Override
        public Outcome breakSession(Command.BreakSession command) {
            return sessions.breakSession(step, command);
        }

        @Override
        public Outcome acquire(Command.Acquire command) {
            return leases.acquire(step, command);
        }

        @Override
        public Outcome cancelWait(Command.CancelWait command) {
            return leases.cancelWait(step, command);
        }

        @Override
        public Outcome release(Command.Release command) {
            return leases.release(step, command);
        }

        @Override
        public Outcome transfer(Command.Transfer command) {
            return leases.transfer(step, command);
        }

        @Override
        public Outcome requestHandover(Command.RequestHandover command) {
            return leases.requestHandover(step, command);
        }

        @Override
        public Outcome breakLease(Command.BreakLease command) {
            return leases.breakLease(step, command);
        }

        @Override
        public Outcome endLockDelay(Command.EndLockDelay command) {
            return leases.endLockDelay(step, command);
        }

        @Override
        public Outcome putRecord(Command.PutRecord command) {
            return records.put(step, command);
        }

        @Override
        public Outcome commitSteps(Command.CommitSteps command) {
            return steps.commit(step, command);
        }

        @Override
        public Outcome changeAuth(Command.ChangeAuth command) {
            return auth.change(step, command);
        }

        @Override
        public Outcome changePolicies(Command.ChangePolicies command) {
            return policies.change(step, command);
        }

        @Override
        public Outcome changePauses(Command.ChangePauses command) {
            return pauses.change(step, command);
        }

        @Override
        public Outcome requestPromotion(Command.RequestPromotion command) {
            return promotions.request(step, command.request());
        }

        @Override
        public Outcome cancelPromotion(Command.CancelPromotion command) {
            return promotions.cancel(step, command);
        }

        @Override
        public Outcome completePromotion(Command.CompletePromotion command) {
            return promotions.complete(step, command);
        }

        @Override
        public Outcome endPeriod(Command.EndPeriod command) {
            return promotions.endPeriod(step, command);
        }
    }
}
