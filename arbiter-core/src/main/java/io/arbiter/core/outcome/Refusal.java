package io.arbiter.core.outcome;

import io.arbiter.core.auth.Permission;
import io.arbiter.core.auth.Principal;
import io.arbiter.core.event.EndReason;
import io.arbiter.core.event.Lease;
import io.arbiter.core.pause.Pause;
import io.arbiter.core.policy.Violation;
import io.arbiter.core.promotion.Promotion;
import java.util.Optional;

/** The reason that a command changed nothing. */
public sealed interface Refusal extends Outcome {

    <R> R accept(Visitor<R> visitor);

    /** Never opened, or ended so long ago that the end is forgotten. */
    record SessionUnknown(long session) implements Refusal {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.sessionUnknown(this);
        }
    }

    /** Its session has ended; {@code session} is 0 if its successor came before it was opened at all. */
    record SessionOver(long session, EndReason reason) implements Refusal {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.sessionOver(this);
        }
    }

    record LeaseHeld(Lease by) implements Refusal {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.leaseHeld(this);
        }
    }

    /** Another grant is current. */
    record StaleToken(long presented, Lease current) implements Refusal {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.staleToken(this);
        }
    }

    /** Nobody holds the resource. */
    record NotHeld(String resource, long presented) implements Refusal {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.notHeld(this);
        }
    }

    record TargetNotWaiting(String resource, long toSession) implements Refusal {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.targetNotWaiting(this);
        }
    }

    /** The resource rests since the lease with {@code token} ended unreleased. */
    record UnderLockDelay(String resource, long token) implements Refusal {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.underLockDelay(this);
        }
    }

    record VersionMismatch(String resource, long expected, long actual) implements Refusal {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.versionMismatch(this);
        }
    }

    /** A later write under the same token came first. */
    record Superseded(String resource, long sequence, long lastSequence) implements Refusal {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.superseded(this);
        }
    }

    /** Whether the call was carried out is forgotten, so it is not carried out now. */
    record StepsForgotten(long number, long forgottenThrough) implements Refusal {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.stepsForgotten(this);
        }
    }

    record LimitExceeded(String what, long limit) implements Refusal {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.limitExceeded(this);
        }
    }

    /**
     * The command repeats an earlier request, by the key that makes it a repeat, and asks for something else.
     *
     * @param field the field that differs, and {@code stored} its value in the first
     */
    record RepeatDiffers(String field, String stored) implements Refusal {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.repeatDiffers(this);
        }
    }

    /** A proposal of the leader's clock came too late: the state that it saw has changed. */
    record ConditionFailed() implements Refusal {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.conditionFailed(this);
        }
    }

    /** @param resource empty if it takes the permission for all */
    record PermissionDenied(Principal caller, Permission permission, String resource) implements Refusal {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.permissionDenied(this);
        }
    }

    record RoleUnknown(String role) implements Refusal {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.roleUnknown(this);
        }
    }

    /** The role cannot be deleted while it is bound: a later role of its name would find its bindings. */
    record RoleBound(String role) implements Refusal {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.roleBound(this);
        }
    }

    /**
     * Whoever changes who may do what must be able to change it back. So there is always an administrator, and not only
     * a binding that might match nobody.
     */
    record LocksOut(Principal caller) implements Refusal {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.locksOut(this);
        }
    }

    /** Another key is current than the rotation expects. @param current empty if there is none */
    record KeyNotCurrent(String expected, String current) implements Refusal {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.keyNotCurrent(this);
        }
    }

    /** The key signs, so it is not forgotten: another one replaces it first. */
    record KeyInUse(String id) implements Refusal {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.keyInUse(this);
        }
    }

    /** A policy forbids the session to hold the resource, or to wait for it. */
    record OutsidePolicy(String resource, Violation violation) implements Refusal {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.outsidePolicy(this);
        }
    }

    /**
     * The last lease expired, or was taken over and not inherited, under a policy with manual failover, so that only
     * sessions of its region are granted the next one, until an operator breaks {@code token}.
     */
    record Confined(String resource, String region, long token) implements Refusal {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.confined(this);
        }
    }

    /** Somebody changed policies since their author looked. */
    record PolicyVersionMismatch(long expected, long actual) implements Refusal {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.policyVersionMismatch(this);
        }
    }

    /**
     * As {@link Confined}, while failover is paused: only sessions of the region of the lease that ended with
     * {@code token} are granted the next one, until somebody resumes, or an operator breaks that token.
     */
    record FailoverPaused(String resource, String region, long token, Pause pause) implements Refusal {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.failoverPaused(this);
        }
    }

    /** Somebody else has paused this scope, or for another reason. */
    record AlreadyPaused(Pause pause) implements Refusal {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.alreadyPaused(this);
        }
    }

    /** Nothing to resume. */
    record NotPaused(String scope) implements Refusal {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.notPaused(this);
        }
    }

    /** Somebody paused or resumed since the author looked. */
    record PausesVersionMismatch(long expected, long actual) implements Refusal {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.pausesVersionMismatch(this);
        }
    }

    /** Another promotion of the resource is under way, and decides who holds it next. */
    record PromotionOpen(Promotion open) implements Refusal {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.promotionOpen(this);
        }
    }

    /** Never requested for this resource, or forgotten. */
    record PromotionUnknown(String resource, long promotion) implements Refusal {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.promotionUnknown(this);
        }
    }

    /** It has granted the resource already, or has ended. */
    record PromotionSettled(Promotion promotion) implements Refusal {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.promotionSettled(this);
        }
    }

    /** No session of the target region waits for the resource. */
    record NobodyWaits(String resource, String region) implements Refusal {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.nobodyWaits(this);
        }
    }

    /** A session of the target region holds the resource. */
    record AlreadyInRegion(Lease held) implements Refusal {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.alreadyInRegion(this);
        }
    }

    /** The policy does not let the target region hold the resource. */
    record RegionForbidden(String resource, Violation violation) implements Refusal {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.regionForbidden(this);
        }
    }

    /** It was promoted a short while ago. */
    record CoolingDown(String resource, long promotion) implements Refusal {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.coolingDown(this);
        }
    }

    /** What the target lacks of the latest writes may be lost, and the request does not take that on it. */
    record DataLossNotAccepted(String resource) implements Refusal {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.dataLossNotAccepted(this);
        }
    }

    /** Nobody could hand over: the last lease ended without its holder's word, or is condemned. */
    record NobodyToDrain(String resource) implements Refusal {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.nobodyToDrain(this);
        }
    }

    /** A machine asks, and failover is paused, or else manual. */
    record AutomationForbidden(String resource, Optional<Pause> pause) implements Refusal {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.automationForbidden(this);
        }
    }

    /** The session holds the lease no longer but on paper: its gate has to be shut for good. */
    record LeaseCondemned(Lease lease, long promotion) implements Refusal {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.leaseCondemned(this);
        }
    }

    /** One method per refusal. */
    interface Visitor<R> {
        R sessionUnknown(SessionUnknown refusal);

        R sessionOver(SessionOver refusal);

        R leaseHeld(LeaseHeld refusal);

        R staleToken(StaleToken refusal);

        R notHeld(NotHeld refusal);

        R targetNotWaiting(TargetNotWaiting refusal);

        R underLockDelay(UnderLockDelay refusal);

        R versionMismatch(VersionMismatch refusal);

        R superseded(Superseded refusal);

        R stepsForgotten(StepsForgotten refusal);

        R limitExceeded(LimitExceeded refusal);

        R repeatDiffers(RepeatDiffers refusal);

        R conditionFailed(ConditionFailed refusal);

        R permissionDenied(PermissionDenied refusal);

        R roleUnknown(RoleUnknown refusal);

        R roleBound(RoleBound refusal);

        R locksOut(LocksOut refusal);

        R keyNotCurrent(KeyNotCurrent refusal);

        R keyInUse(KeyInUse refusal);

        R outsidePolicy(OutsidePolicy refusal);

        R confined(Confined refusal);

        R policyVersionMismatch(PolicyVersionMismatch refusal);

        R failoverPaused(FailoverPaused refusal);

        R alreadyPaused(AlreadyPaused refusal);

        R notPaused(NotPaused refusal);

        R pausesVersionMismatch(PausesVersionMismatch refusal);

        R promotionOpen(PromotionOpen refusal);

        R promotionUnknown(PromotionUnknown refusal);

        R promotionSettled(PromotionSettled refusal);

        R nobodyWaits(NobodyWaits refusal);

        R alreadyInRegion(AlreadyInRegion refusal);

        R regionForbidden(RegionForbidden refusal);

        R coolingDown(CoolingDown refusal);

        R dataLossNotAccepted(DataLossNotAccepted refusal);

        R nobodyToDrain(NobodyToDrain refusal);

        R automationForbidden(AutomationForbidden refusal);

        R leaseCondemned(LeaseCondemned refusal);
    }
}
