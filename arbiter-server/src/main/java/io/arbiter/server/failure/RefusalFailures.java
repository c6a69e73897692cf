package io.arbiter.server.failure;

import io.arbiter.core.auth.Permission;
import io.arbiter.core.auth.Principal;
import io.arbiter.core.outcome.Refusal;
import io.arbiter.core.pause.Pause;
import io.arbiter.core.policy.Violation;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Translates the core's refusals to the failures that the client receives. */
public final class RefusalFailures implements Refusal.Visitor<CallException> {
    @Override
    public CallException sessionUnknown(Refusal.SessionUnknown refusal) {
        return new CallException(
                Reason.SESSION_UNKNOWN,
                "there is no session " + refusal.session() + "; open a new one",
                refusal.session());
    }

    @Override
    public CallException sessionOver(Refusal.SessionOver refusal) {
        return new CallException(
                Reason.SESSION_ENDED,
                "session " + refusal.session() + " has ended (" + refusal.reason()
                        + "); its leases are gone, open a new session",
                refusal.session(),
                refusal.reason());
    }

    @Override
    public CallException leaseHeld(Refusal.LeaseHeld refusal) {
        var by = refusal.by();
        return new CallException(
                Reason.LEASE_HELD,
                by.resource() + " is held by " + by.holder() + " in " + by.region() + " (session " + by.session()
                        + ", token " + by.token() + ")",
                by.resource(),
                by.token(),
                by.session(),
                by.holder(),
                by.region());
    }

    @Override
    public CallException staleToken(Refusal.StaleToken refusal) {
        var current = refusal.current();
        return new CallException(
                Reason.STALE_TOKEN,
                "token " + refusal.presented() + " of " + current.resource() + " is not current; token "
                        + current.token() + " is, held by session " + current.session(),
                current.resource(),
                refusal.presented(),
                current.token(),
                current.session());
    }

    @Override
    public CallException notHeld(Refusal.NotHeld refusal) {
        return new CallException(
                Reason.NOT_HELD,
                "nobody holds " + refusal.resource() + "; token " + refusal.presented() + " is not current",
                refusal.resource(),
                refusal.presented());
    }

    @Override
    public CallException targetNotWaiting(Refusal.TargetNotWaiting refusal) {
        return new CallException(
                Reason.HANDOVER_TARGET_NOT_WAITING,
                "session " + refusal.toSession() + " does not wait for " + refusal.resource()
                        + "; let it acquire with wait first",
                refusal.resource(),
                refusal.toSession());
    }

    @Override
    public CallException underLockDelay(Refusal.UnderLockDelay refusal) {
        return new CallException(
                Reason.LOCK_DELAY,
                refusal.resource() + " rests after token " + refusal.token()
                        + ", which was not released; wait, or try again later",
                refusal.resource(),
                refusal.token());
    }

    @Override
    public CallException versionMismatch(Refusal.VersionMismatch refusal) {
        return new CallException(
                Reason.RECORD_VERSION_MISMATCH,
                "the record of " + refusal.resource() + " is at version " + refusal.actual() + ", expected "
                        + refusal.expected(),
                refusal.resource(),
                refusal.expected(),
                refusal.actual());
    }

    @Override
    public CallException superseded(Refusal.Superseded refusal) {
        return new CallException(
                Reason.RECORD_SUPERSEDED,
                "write " + refusal.sequence() + " of " + refusal.resource() + " came after write "
                        + refusal.lastSequence(),
                refusal.resource(),
                refusal.sequence(),
                refusal.lastSequence());
    }

    @Override
    public CallException stepsForgotten(Refusal.StepsForgotten refusal) {
        return new CallException(
                Reason.STEPS_FORGOTTEN,
                "what came of call " + refusal.number() + " with steps is forgotten, as of every one up to "
                        + refusal.forgottenThrough()
                        + ", and it was not carried out now; read what it would have changed",
                refusal.number(),
                refusal.forgottenThrough());
    }

    @Override
    public CallException limitExceeded(Refusal.LimitExceeded refusal) {
        return new CallException(
                Reason.LIMIT_EXCEEDED,
                "the limit of " + refusal.limit() + " " + refusal.what() + " is reached",
                refusal.what(),
                refusal.limit());
    }

    @Override
    public CallException repeatDiffers(Refusal.RepeatDiffers refusal) {
        return new CallException(
                Reason.REPEAT_DIFFERS,
                "this repeats an earlier request with another "
                        + refusal.field() + "; the first one's is " + refusal.stored()
                        + ". Nothing was done: repeat it as it "
                        + "was, or make a new request",
                refusal.field(),
                refusal.stored());
    }

    @Override
    public CallException permissionDenied(Refusal.PermissionDenied refusal) {
        return denied(
                refusal.caller(),
                "may not " + refusal.permission()
                        + (refusal.resource().isEmpty() ? " (for all resources)" : " " + refusal.resource())
                        + (refusal.caller().isNobody()
                                ? withoutCertificates(refusal.permission())
                                : "; an administrator can bind it to a role that may"));
    }

    /** Of a plaintext cluster: in any other whoever calls has a certificate. */
    private static String withoutCertificates(Permission permission) {
        return (permission == Permission.AUTH
                        ? ": on plaintext ports a role would be bound to nobody, and a signing key pass between the nodes in "
                                + "the clear"
                        : "")
                + "; give the nodes and this client certificates, see docs/certificates.md";
    }

    /** @param why goes on after the caller's name */
    public static CallException denied(Principal caller, String why) {
        return new CallException(
                Reason.PERMISSION_DENIED, caller + " " + why + "; nothing was done", caller.identity());
    }

    @Override
    public CallException roleUnknown(Refusal.RoleUnknown refusal) {
        return new CallException(
                Reason.ROLE_UNKNOWN, "there is no role " + refusal.role() + "; put it first", refusal.role());
    }

    @Override
    public CallException roleBound(Refusal.RoleBound refusal) {
        return new CallException(
                Reason.ROLE_BOUND,
                "the role " + refusal.role() + " is bound; remove its bindings first",
                refusal.role());
    }

    @Override
    public CallException locksOut(Refusal.LocksOut refusal) {
        return new CallException(
                Reason.LOCKS_OUT,
                refusal.caller() + " could change nothing any more after this; let another administrator do it",
                refusal.caller().identity());
    }

    @Override
    public CallException keyNotCurrent(Refusal.KeyNotCurrent refusal) {
        return new CallException(
                Reason.KEY_NOT_CURRENT,
                (refusal.current().isEmpty()
                                ? "there is no signing key yet"
                                : "the signing key " + refusal.current() + " is current")
                        + ", expected "
                        + (refusal.expected().isEmpty() ? "none" : refusal.expected())
                        + "; read the keys, and rotate the one that is current",
                refusal.expected(),
                refusal.current());
    }

    @Override
    public CallException keyInUse(Refusal.KeyInUse refusal) {
        return new CallException(
                Reason.KEY_IN_USE,
                "grants are signed with " + refusal.id() + "; rotate first, then drop it",
                refusal.id());
    }

    @Override
    public CallException outsidePolicy(Refusal.OutsidePolicy refusal) {
        return outside(refusal.resource(), refusal.violation());
    }

    /** The failure of a call, or of a wait that a new policy ended. */
    public static CallException outside(String resource, Violation violation) {
        return new CallException(
                Reason.OUTSIDE_POLICY,
                "the policy of " + (violation.scope().isEmpty() ? "all resources" : violation.scope())
                        + " forbids this session "
                        + resource + ": its " + violation.field() + " is " + violation.found() + ", allowed: "
                        + violation.allowed(),
                resource,
                violation.scope(),
                violation.version(),
                violation.field(),
                violation.found(),
                violation.allowed());
    }

    @Override
    public CallException confined(Refusal.Confined refusal) {
        return new CallException(
                Reason.CONFINED_TO_REGION,
                refusal.resource() + " stays in " + refusal.region() + ", where token " + refusal.token()
                        + " was not released, because its failover is manual; an operator can break that token",
                refusal.resource(),
                refusal.region(),
                refusal.token());
    }

    @Override
    public CallException policyVersionMismatch(Refusal.PolicyVersionMismatch refusal) {
        return new CallException(
                Reason.POLICY_VERSION_MISMATCH,
                "the policies are at version " + refusal.actual() + ", expected " + refusal.expected()
                        + "; somebody changed them meanwhile: read them, and change them anew",
                refusal.expected(),
                refusal.actual());
    }

    @Override
    public CallException failoverPaused(Refusal.FailoverPaused refusal) {
        return new CallException(
                Reason.FAILOVER_PAUSED,
                refusal.resource() + " stays "
                        + (refusal.region().isEmpty()
                                ? "with nobody"
                                : "in " + refusal.region() + ", where token " + refusal.token() + " ended")
                        + ", because failover of " + paused(refusal.pause())
                        + "; somebody can resume that, or an operator break that token",
                refusal.resource(),
                refusal.region(),
                refusal.token(),
                refusal.pause().scope(),
                refusal.pause().by().actor(),
                refusal.pause().by().comment(),
                refusal.pause().sinceWallMillis());
    }

    @Override
    public CallException alreadyPaused(Refusal.AlreadyPaused refusal) {
        Pause pause = refusal.pause();
        return new CallException(
                Reason.ALREADY_PAUSED,
                "failover of " + paused(pause) + " already; nothing was changed",
                pause.scope(),
                pause.by().actor(),
                pause.by().comment(),
                pause.sinceWallMillis(),
                pause.version());
    }

    /** What is paused, since when, by whom and why: behind "failover of". */
    public static String paused(Pause pause) {
        return all(pause.scope()) + " is paused since "
                + Instant.ofEpochMilli(pause.sinceWallMillis()).truncatedTo(ChronoUnit.SECONDS) + " by "
                + pause.by().actor() + " (" + pause.by().comment() + ")";
    }

    private static String all(String scope) {
        return scope.isEmpty() ? "all resources" : scope;
    }

    @Override
    public CallException notPaused(Refusal.NotPaused refusal) {
        return new CallException(
                Reason.NOT_PAUSED,
                "failover of " + all(refusal.scope()) + " is not paused by a pause of its own; read the pauses",
                refusal.scope());
    }

    @Override
    public CallException pausesVersionMismatch(Refusal.PausesVersionMismatch refusal) {
        return new CallException(
                Reason.PAUSES_VERSION_MISMATCH,
                "the pauses are at version " + refusal.actual() + ", expected " + refusal.expected()
                        + "; somebody paused or resumed meanwhile: read them, and decide anew",
                refusal.expected(),
                refusal.actual());
    }

    @Override
    public CallException promotionOpen(Refusal.PromotionOpen refusal) {
        return PromotionFailures.open(refusal);
    }

    @Override
    public CallException promotionUnknown(Refusal.PromotionUnknown refusal) {
        return PromotionFailures.unknown(refusal);
    }

    @Override
    public CallException promotionSettled(Refusal.PromotionSettled refusal) {
        return PromotionFailures.settled(refusal);
    }

    @Override
    public CallException nobodyWaits(Refusal.NobodyWaits refusal) {
        return PromotionFailures.nobodyWaits(refusal);
    }

    @Override
    public CallException alreadyInRegion(Refusal.AlreadyInRegion refusal) {
        return PromotionFailures.alreadyInRegion(refusal);
    }

    @Override
    public CallException regionForbidden(Refusal.RegionForbidden refusal) {
        return PromotionFailures.regionForbidden(refusal);
    }

    @Override
    public CallException coolingDown(Refusal.CoolingDown refusal) {
        return PromotionFailures.coolingDown(refusal);
    }

    @Override
    public CallException dataLossNotAccepted(Refusal.DataLossNotAccepted refusal) {
        return PromotionFailures.dataLossNotAccepted(refusal);
    }

    @Override
    public CallException nobodyToDrain(Refusal.NobodyToDrain refusal) {
        return PromotionFailures.nobodyToDrain(refusal);
    }

    @Override
    public CallException automationForbidden(Refusal.AutomationForbidden refusal) {
        return PromotionFailures.automationForbidden(refusal);
    }

    @Override
    public CallException leaseCondemned(Refusal.LeaseCondemned refusal) {
        return PromotionFailures.leaseCondemned(refusal);
    }

    /** Only the node's own proposals are conditional on its clock. */
    @Override
    public CallException conditionFailed(Refusal.ConditionFailed refusal) {
        return new CallException(Reason.INTERNAL_ERROR, "a client's command was refused because its condition failed");
    }
}
