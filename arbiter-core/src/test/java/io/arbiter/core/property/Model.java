package io.arbiter.core.property;

import io.arbiter.core.command.Command;
import io.arbiter.core.command.SessionSpec;
import io.arbiter.core.event.EndReason;
import io.arbiter.core.machine.Limits;
import io.arbiter.core.outcome.Outcome;

/** The rules stated a second time: for a command, the answer that it must get, and the facts that it adds. */
final class Model implements Command.Visitor<Outcome> {
    private final Ledger ledger;
    private final SessionModel sessions;
    private final LeaseModel leases;
    private final RecordModel records;
    private final StepsModel steps;

    Model(Limits limits) {
        this.ledger = new Ledger(limits);
        this.leases = new LeaseModel(limits, ledger);
        this.sessions = new SessionModel(limits, ledger, leases);
        this.records = new RecordModel(ledger);
        this.steps = new StepsModel(ledger, leases, records);
    }

    Picture picture() {
        return ledger.picture;
    }

    /** The spec of a session, dead or alive. */
    SessionSpec specEver(long session) {
        return ledger.picture.everOpened.get(session).spec();
    }

    Outcome predict(long index, long wallMillis, Command command) {
        ledger.now = new Fact.Moment(index, wallMillis);
        Outcome outcome = command.accept(this);
        ledger.forgetTheIdle();
        return outcome;
    }

    @Override
    public Outcome formCluster(Command.FormCluster command) {
        if (picture().identity.isEmpty()) {
            ledger.note(new Fact.Formed(command.clusterId(), command.tokensAbove(), command.sessionIdsAbove()));
        }
        return new Outcome.ClusterFormed(picture().identity.orElseThrow().id());
    }

    @Override
    public Outcome openSession(Command.OpenSession command) {
        return sessions.open(command);
    }

    @Override
    public Outcome renewSession(Command.RenewSession command) {
        return sessions.renew(command);
    }

    @Override
    public Outcome closeSession(Command.CloseSession command) {
        return sessions.end(command.session(), EndReason.RELEASED);
    }

    @Override
    public Outcome expireSession(Command.ExpireSession command) {
        return sessions.expire(command);
    }

    @Override
    public Outcome breakSession(Command.BreakSession command) {
        return sessions.end(command.session(), EndReason.BROKEN);
    }

    @Override
    public Outcome acquire(Command.Acquire command) {
        return leases.acquire(command);
    }

    @Override
    public Outcome cancelWait(Command.CancelWait command) {
        return leases.cancelWait(command);
    }

    @Override
    public Outcome release(Command.Release command) {
        return leases.release(command);
    }

    @Override
    public Outcome transfer(Command.Transfer command) {
        return leases.transfer(command);
    }

    @Override
    public Outcome requestHandover(Command.RequestHandover command) {
        return leases.requestHandover(command);
    }

    @Override
    public Outcome breakLease(Command.BreakLease command) {
        return leases.breakLease(command);
    }

    @Override
    public Outcome endLockDelay(Command.EndLockDelay command) {
        return leases.endLockDelay(command);
    }

    @Override
    public Outcome putRecord(Command.PutRecord command) {
        return records.put(command);
    }

    @Override
    public Outcome commitSteps(Command.CommitSteps command) {
        return steps.commit(command);
    }

    @Override
    public Outcome changeAuth(Command.ChangeAuth command) {
        throw new UnsupportedOperationException("who may do what has a model of its own");
    }

    @Override
    public Outcome changePolicies(Command.ChangePolicies command) {
        return ledger.policies.change(ledger, command);
    }

    @Override
    public Outcome changePauses(Command.ChangePauses command) {
        return ledger.pauses.change(ledger, command);
    }

    @Override
    public Outcome requestPromotion(Command.RequestPromotion command) {
        return ledger.promotions.request(command.request());
    }

    @Override
    public Outcome cancelPromotion(Command.CancelPromotion command) {
        return ledger.promotions.cancel(command);
    }

    @Override
    public Outcome completePromotion(Command.CompletePromotion command) {
        return ledger.promotions.complete(command);
    }

    @Override
    public Outcome endPeriod(Command.EndPeriod command) {
        return ledger.promotions.endPeriod(command);
    }
}
