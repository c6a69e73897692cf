package io.arbiter.server.failure;

import io.arbiter.core.outcome.Refusal;

/** What the core refused, as the client hears of it. */
public final class RefusalFailures implements Refusal.Visitor<CallFailure> {
    @Override
    public CallFailure sessionUnknown(Refusal.SessionUnknown refusal) {
        return new CallFailure(Reason.SESSION_UNKNOWN, "there is no session " + refusal.session()
                + "; open a new one", refusal.session());
    }

    @Override
    public CallFailure sessionOver(Refusal.SessionOver refusal) {
        return new CallFailure(Reason.SESSION_ENDED, "session " + refusal.session() + " has ended ("
                + refusal.reason() + "); its leases are gone, open a new session", refusal.session(),
                refusal.reason());
    }

    @Override
    public CallFailure leaseHeld(Refusal.LeaseHeld refusal) {
        var by = refusal.by();
        return new CallFailure(Reason.LEASE_HELD, by.resource() + " is held by " + by.holder() + " in " + by.region()
                + " (session " + by.session() + ", token " + by.token() + ")",
                by.resource(), by.token(), by.session(), by.holder(), by.region());
    }

    @Override
    public CallFailure staleToken(Refusal.StaleToken refusal) {
        var current = refusal.current();
        return new CallFailure(Reason.STALE_TOKEN, "token " + refusal.presented() + " of " + current.resource()
                + " is not current; token " + current.token() + " is, held by session " + current.session(),
                current.resource(), refusal.presented(), current.token(), current.session());
    }

    @Override
    public CallFailure notHeld(Refusal.NotHeld refusal) {
        return new CallFailure(Reason.NOT_HELD, "nobody holds " + refusal.resource() + "; token "
                + refusal.presented() + " is not current", refusal.resource(), refusal.presented());
    }

    @Override
    public CallFailure targetNotWaiting(Refusal.TargetNotWaiting refusal) {
        return new CallFailure(Reason.HANDOVER_TARGET_NOT_WAITING, "session " + refusal.toSession()
                + " does not wait for " + refusal.resource() + "; let it acquire with wait first",
                refusal.resource(), refusal.toSession());
    }

    @Override
    public CallFailure underLockDelay(Refusal.UnderLockDelay refusal) {
        return new CallFailure(Reason.LOCK_DELAY, refusal.resource() + " rests after token " + refusal.token()
                + " expired; wait, or try again later", refusal.resource(), refusal.token());
    }

    @Override
    public CallFailure versionMismatch(Refusal.VersionMismatch refusal) {
        return new CallFailure(Reason.RECORD_VERSION_MISMATCH, "the record of " + refusal.resource()
                + " is at version " + refusal.actual() + ", expected " + refusal.expected(), refusal.resource(),
                refusal.expected(), refusal.actual());
    }

    @Override
    public CallFailure superseded(Refusal.Superseded refusal) {
        return new CallFailure(Reason.RECORD_SUPERSEDED, "write " + refusal.sequence() + " of " + refusal.resource()
                + " came after write " + refusal.lastSequence(), refusal.resource(), refusal.sequence(),
                refusal.lastSequence());
    }

    @Override
    public CallFailure tooMany(Refusal.TooMany refusal) {
        return new CallFailure(Reason.TOO_MANY, "the limit of " + refusal.limit() + " " + refusal.what()
                + " is reached", refusal.what(), refusal.limit());
    }

    /** Only the node's own proposals are conditional on its clock. */
    @Override
    public CallFailure outdated(Refusal.Outdated refusal) {
        return new CallFailure(Reason.INTERNAL_ERROR, "a client's command was refused as outdated");
    }
}
